// JavaScript, because a Node that is too old for TypeScript cannot read the line that would say so.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(`Rulingwire needs Node 22.18 or later; this is ${process.versions.node}`);
  process.exit(1);
}
// Lambda's clock is in UTC, and the time zone is the process's, not a worker's.
process.env.TZ = 'UTC';
// Type stripping and node:sqlite are called experimental in the older of these versions.
process.removeAllListeners('warning');
process.on('warning', (warning) => {
  if (warning.name !== 'ExperimentalWarning') console.error(warning.stack);
});
await import('./main.ts');
