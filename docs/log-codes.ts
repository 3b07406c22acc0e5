import { logCodes } from '../shared/ports/log-codes/log-codes.ts';

type Entry = (typeof logCodes)[keyof typeof logCodes];

const levels = {
  error: ['Errors', 'Something was not done.'],
  warn: ['Warnings', 'Something was done otherwise than meant, or not yet.'],
  info: ['Information', 'What was done.'],
} as const;

const describeCode = (code: string, entry: Entry): string => {
  const runbook = 'runbook' in entry ? ` [Runbook](runbooks/${entry.runbook})` : '';
  return `### \`${code}\`\n\n${entry.meaning}\n\nTo do: ${entry.remedy}${runbook}`;
};

const sectionOf = (level: keyof typeof levels): string => {
  const [title, text] = levels[level];
  const codes = Object.entries(logCodes).filter(([, entry]) => entry.level === level);
  return [`## ${title}`, text, ...codes.map(([code, entry]) => describeCode(code, entry))].join('\n\n');
};

/** The page of all log codes, by level. */
export const logCodesPage = (): string => `# Log codes

<!-- Made by docs/generate.ts from shared/ports/log-codes/ -->

Each line that a function logs is one JSON object: \`message\` is one of these codes, \`service\` the function; the rest are ids, counts
and states, never a word about a person. Errors have \`errorName\` and \`errorAt\`, the stack's frames, in place of their own message.
The lines of a code, in CloudWatch Logs Insights:

\`\`\`
fields @timestamp, service, @message | filter message = "BATCH_RECORD_FAILED" | sort @timestamp desc
\`\`\`

${(['error', 'warn', 'info'] as const).map(sectionOf).join('\n\n')}
`;
