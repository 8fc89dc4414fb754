import type { SeedApp } from './seed.ts';

interface Manifest {
  display_information: { name: string };
  features?: {
    app_home?: { home_tab_enabled?: boolean };
    slash_commands?: {
      command: string;
      description: string;
      usage_hint?: string;
      should_escape?: boolean;
    }[];
    shortcuts?: { type: string; callback_id: string; name: string; description: string }[];
  };
  oauth_config?: { scopes?: { bot?: string[] } };
  settings?: { event_subscriptions?: { bot_events?: string[] } };
}

/** `app` as it would be installed from this Slack app manifest: its commands, shortcuts, scopes, events and Home tab. */
export function appFromManifest(app: SeedApp, manifest: Manifest): SeedApp {
  const { features = {}, oauth_config, settings } = manifest;
  return {
    ...app,
    name: manifest.display_information.name,
    scopes: oauth_config?.scopes?.bot ?? [],
    commands: (features.slash_commands ?? []).map((one) => ({
      command: one.command,
      description: one.description,
      usageHint: one.usage_hint ?? '',
      shouldEscape: one.should_escape ?? false,
    })),
    shortcuts: (features.shortcuts ?? [])
      .filter((one) => one.type === 'global')
      .map((one) => ({ callbackId: one.callback_id, name: one.name, description: one.description })),
    botEvents: settings?.event_subscriptions?.bot_events ?? [],
    homeTab: features.app_home?.home_tab_enabled ?? false,
  };
}
