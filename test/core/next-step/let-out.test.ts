import { describe, expect, test } from 'vitest';
import type { AwsAclRule } from '../../../src/core/cloud/aws-facts.ts';
import { letOutInAws } from '../../../src/core/next-step/let-out-in-aws.ts';
import { letOutInGcp } from '../../../src/core/next-step/let-out-in-gcp.ts';
import { allowAll } from '../cloud/given.ts';
import { awsPeering, gcpPeering } from '../given.ts';

const deny = (ruleNumber: number, egress = true): AwsAclRule => ({
  egress,
  ruleNumber,
  allow: false,
  protocol: '-1',
  cidr: '0.0.0.0/0',
});
const acl = (...rules: AwsAclRule[]) => ({
  networkAclId: 'acl-1',
  subnetIds: ['subnet-a'],
  rules: [...rules, ...allowAll],
});
const group = (groupId: string) => ({ groupId, name: groupId, egress: [] });
const onAcl = (rules: AwsAclRule[], networks = ['10.1.0.0/24'], onlyAnswers = false) =>
  letOutInAws(awsPeering(), { acl: acl(...rules), networks, onlyAnswers });
const entry = (number: number, ports: string, way: string, network = '10.1.0.0/24') =>
  `aws ec2 create-network-acl-entry --region us-west-2 --network-acl-id acl-1 --rule-number ${number} --protocol tcp --port-range ${ports} --cidr-block ${network} --rule-action allow --${way}`;

describe('a network ACL', () => {
  test('rules out to both ports and back in, each before the ones that stop it', () => {
    const { title, sections } = onAcl([deny(50)]);
    expect(title).toBe('Let vpc-0a1b2c3d4e5f60718 in AWS account 111122223333 out to the database');
    expect(sections).toEqual([
      {
        title: 'Add rules to network ACL acl-1, before the ones that stop it',
        console: {
          label: 'Network ACL acl-1',
          url: 'https://console.aws.amazon.com/vpcconsole/home?region=us-west-2#NetworkAclDetails:networkAclId=acl-1',
          clicks:
            'Outbound rules: allow TCP 5433 and 9042 to 10.1.0.0/24. Inbound rules: allow TCP 1024-65535 from 10.1.0.0/24 for the answers. Give them smaller numbers than the rules that deny.',
        },
        cli: [
          entry(1, 'From=5433,To=5433', 'egress'),
          entry(2, 'From=9042,To=9042', 'egress'),
          entry(1, 'From=1024,To=65535', 'ingress'),
        ],
        terraform: expect.stringContaining(`resource "aws_network_acl_rule" "peering_shop_out_2" {
  network_acl_id = "acl-1"
  rule_number    = 2
  egress         = true
  protocol       = "tcp"
  rule_action    = "allow"
  cidr_block     = "10.1.0.0/24"
  from_port      = 9042
  to_port        = 9042
}`),
      },
    ]);
  });

  test('numbers that are taken are left alone, and none is used twice', () => {
    const taken: AwsAclRule[] = [1, 3].map((ruleNumber) => ({
      ...deny(ruleNumber),
      allow: true,
      cidr: '192.0.2.0/24',
    }));
    expect(onAcl([...taken, deny(50)], ['10.1.0.0/24', '10.2.0.0/24']).sections[0]?.cli).toEqual([
      entry(2, 'From=5433,To=5433', 'egress'),
      entry(4, 'From=9042,To=9042', 'egress'),
      entry(1, 'From=1024,To=65535', 'ingress'),
      entry(5, 'From=5433,To=5433', 'egress', '10.2.0.0/24'),
      entry(6, 'From=9042,To=9042', 'egress', '10.2.0.0/24'),
      entry(2, 'From=1024,To=65535', 'ingress', '10.2.0.0/24'),
    ]);
  });

  test('where only answers are stopped, only they are let in', () => {
    const [section] = onAcl([deny(50, false)], ['10.1.0.0/24'], true).sections;
    expect(section?.cli).toEqual([entry(1, 'From=1024,To=65535', 'ingress')]);
    expect(section?.console.clicks).not.toContain('Outbound');
  });

  test('where a denial leaves no number before it that is said first', () => {
    const [section] = onAcl([deny(2)]).sections;
    expect(section?.cli[0]).toBe(
      '# Outbound rule 2 denies and leaves too few numbers before it: whoever made it has to give it a larger one first.',
    );
    expect(section?.cli).toHaveLength(4);
  });
});

describe('security groups', () => {
  const ranges = 'IpRanges=[{CidrIp=10.1.0.0/24},{CidrIp=10.2.0.0/24}]';

  test('the only one: its id in the lines, the console and Terraform', () => {
    const networks = ['10.1.0.0/24', '10.2.0.0/24'];
    const [section, ...more] = letOutInAws(awsPeering(), { groups: [group('sg-1')], networks }).sections;
    expect(more).toEqual([]);
    expect(section?.console).toMatchObject({
      label: 'Security group sg-1',
      url: 'https://console.aws.amazon.com/vpcconsole/home?region=us-west-2#SecurityGroup:groupId=sg-1',
    });
    expect(section?.cli).toEqual(
      [5433, 9042].map(
        (port) =>
          `aws ec2 authorize-security-group-egress --region us-west-2 --group-id sg-1 --ip-permissions 'IpProtocol=tcp,FromPort=${port},ToPort=${port},${ranges}'`,
      ),
    );
    expect(section?.terraform?.match(/^resource .*$/gm)).toEqual([
      'resource "aws_vpc_security_group_egress_rule" "peering_shop_0_5433" {',
      'resource "aws_vpc_security_group_egress_rule" "peering_shop_0_9042" {',
      'resource "aws_vpc_security_group_egress_rule" "peering_shop_1_5433" {',
      'resource "aws_vpc_security_group_egress_rule" "peering_shop_1_9042" {',
    ]);
  });

  test('several: which one the application wears is for a person to say; nothing runs before', () => {
    const groups = [group('sg-1'), group('sg-2')];
    const [section] = letOutInAws(awsPeering(), { groups, networks: ['10.1.0.0/24'] }).sections;
    expect(section?.cli[0]).toBe("SG='' # one of sg-1 and sg-2");
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell that fills this in
    expect(section?.cli[1]).toContain('--group-id "${SG:?set SG to the security group of the application}"');
    expect(section).not.toHaveProperty('terraform');
  });
});

describe('in GCP', () => {
  test('a rule that is tried before the one that denies', () => {
    expect(letOutInGcp(gcpPeering(), ['10.10.4.0/22', '10.10.8.0/22'], 1000)).toEqual({
      kind: 'hand-over',
      title: 'Let app-network in GCP project my-project out to the database',
      sections: [
        {
          title: 'Allow egress to 10.10.4.0/22 and 10.10.8.0/22 before the rule that denies it',
          console: {
            label: 'Firewall rules of my-project',
            url: 'https://console.cloud.google.com/net-security/firewall-manager/firewall-policies/list?project=my-project',
            clicks:
              'Create firewall rule > name allow-yugabyte-app-network, network app-network, priority 999, direction Egress, action Allow, all instances, destination IPv4 ranges 10.10.4.0/22 and 10.10.8.0/22, TCP 5433 and 9042 > Create. Where a firewall policy denies it, add the rule there.',
          },
          cli: [
            'gcloud compute firewall-rules create allow-yugabyte-app-network --project=my-project --network=app-network --direction=EGRESS --action=ALLOW --priority=999 --rules=tcp:5433,tcp:9042 --destination-ranges=10.10.4.0/22,10.10.8.0/22',
          ],
          terraform: `resource "google_compute_firewall" "peering_shop" {
  name               = "allow-yugabyte-app-network"
  project            = "my-project"
  network            = "app-network"
  direction          = "EGRESS"
  priority           = 999
  destination_ranges = ["10.10.4.0/22", "10.10.8.0/22"]

  allow {
    protocol = "tcp"
    ports    = ["5433", "9042"]
  }
}`,
        },
      ],
    });
  });

  test('the name of the rule is one that Google takes, whatever the network is called', () => {
    const application = { ...gcpPeering().application, externalVpcId: `${'n'.repeat(47)}-${'n'.repeat(15)}` };
    const line = letOutInGcp(gcpPeering({ application }), ['10.10.4.0/22'], 1000).sections[0]?.cli[0] ?? '';
    expect(/create (\S+)/.exec(line)?.[1]).toMatch(/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/);
  });

  test('there is nothing before priority 0', () => {
    const [section] = letOutInGcp(gcpPeering(), ['10.10.4.0/22'], 0).sections;
    expect(section?.cli[0]).toContain('--priority=0 ');
  });
});
