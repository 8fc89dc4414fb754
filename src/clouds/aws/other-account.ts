/** The credentials are good, but of another account than the one that is asked about. The message is a reason for people. */
export class OtherAccount extends Error {
  override readonly name = 'OtherAccount';
}
