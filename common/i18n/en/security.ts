import type { security as vi } from '../vi/security.ts';
import type { Words } from '../words.ts';

export const security: Words<typeof vi> = {
  title: 'Encrypted connection (HTTPS)',
  off: 'Connections are not encrypted. Start the server with HTTPS_PORT, or choose another port if this one is taken by another program.',
  address: 'Encrypted address',
  expires: 'Certificate expires {date}; the server renews it by itself',
  expiresGiven: 'Certificate expires {date}',
  given:
    'The server uses a certificate that was given to it (TLS_CERT). Devices that trust its issuer need nothing more.',
  why: 'The server has a certificate authority of its own. Each kiosk, desk and staff phone has to trust it once; phones of citizens do not need to.',
  fingerprint: 'SHA-256 fingerprint; compare it before you trust',
  qr: 'QR code that downloads the certificate, with its fingerprint',
  file: 'Download the certificate (ca.crt)',
  windows: 'Windows (desks, kiosks)',
  windowsSteps:
    'Download ca.crt.\nOpen the file, choose Install Certificate, then Local Machine.\nChoose the store Trusted Root Certification Authorities and finish.\nCompare the fingerprint under Details.\nStart the browser again and open the encrypted address.',
  windowsCommand: 'Or in an administrator’s command prompt:',
  android: 'Android (phones, tablets)',
  androidSteps:
    'Scan the QR code to download ca.crt.\nOpen Settings and search for “CA certificate” (Settings, Security, Encryption & credentials, Install a certificate).\nChoose the downloaded file, compare the fingerprint and confirm.\nOpen the encrypted address.',
  linux: 'Linux (kiosks, boards)',
  linuxSteps:
    'Run this as the user that runs the browser (needs the package libnss3-tools), then start the browser again.',
  agent: 'Print station (motcua agent)',
  agentSteps:
    'Nothing to install: the pairing code of a station carries the fingerprint. Once paired, it connects to this server only.',
  agentCommand: 'Command on the machine beside the printer:',
  trustedNow: 'This page is encrypted.',
  plainNow: 'This page is not encrypted.',
  settings: 'Security',
  settingsHint:
    'Nobody is signed out while serving: calls, finishes and button presses at the counter count as work. Boards and kiosks never sign out.',
  redirect: 'Send pages opened by http to https',
  redirectNone: 'No',
  redirectStaff: 'Pages of staff and devices',
  redirectAll: 'All pages, also those of citizens',
  redirectWarning: 'Choose “all pages” only with a certificate whose issuer phones already trust.',
  requireKeys: 'Devices need a key of their own (HTTPS on every device)',
  idleOf: 'Sign out after so many minutes without work: {role}',
  secondDrop: 'Turn two-step sign-in off',
  secondDropAsk:
    'Turn two-step sign-in of {name} off? Only when both the phone and all recovery codes are lost.',
  secondDropped: 'Done. This person signs in by password alone again.',
};
