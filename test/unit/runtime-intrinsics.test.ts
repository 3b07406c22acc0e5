import { describe, expect, test } from 'vitest';
import { holds, resolve, type Scope } from '../../local/template/intrinsics.ts';

const scope: Scope = {
  ref: (name) => {
    const known: Record<string, unknown> = { Queue: 'https://queue', 'AWS::Region': 'us-east-1', Size: 5 };
    if (!(name in known)) throw new Error(`no ${name}`);
    return known[name];
  },
  attribute: (id, name) => `${id}/${name}`,
  conditions: {
    Here: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] },
    There: { 'Fn::Not': [{ Condition: 'Here' }] },
    Both: { 'Fn::And': [{ Condition: 'Here' }, { Condition: 'There' }] },
    Either: { 'Fn::Or': [{ Condition: 'Here' }, { Condition: 'There' }] },
  },
};

describe('intrinsic functions', () => {
  test.each<[string, unknown, unknown]>([
    ['Ref', { Ref: 'Queue' }, 'https://queue'],
    ['Fn::GetAtt as a list', { 'Fn::GetAtt': ['Table', 'Arn'] }, 'Table/Arn'],
    ['Fn::GetAtt as a path', { 'Fn::GetAtt': 'Table.Outputs.Url' }, 'Table/Outputs.Url'],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'Size' }, { 'Fn::GetAtt': ['T', 'Arn'] }]] }, 'a-5-T/Arn'],
    ['Fn::Split in Fn::Select', { 'Fn::Select': [2, { 'Fn::Split': ['/', 'https://host/path'] }] }, 'host'],
    [
      'Fn::Sub',
      { 'Fn::Sub': [`\${Queue} \${T.Arn} \${own} \${!kept}`, { own: { Ref: 'Size' } }] },
      `https://queue T/Arn 5 \${kept}`,
    ],
    ['Fn::If', { 'Fn::If': ['There', 'yes', { Ref: 'Size' }] }, 5],
    [
      'AWS::NoValue',
      { a: 1, b: { Ref: 'AWS::NoValue' }, c: [{ 'Fn::If': ['Here', { Ref: 'AWS::NoValue' }, 1] }] },
      { a: 1, c: [] },
    ],
    ['nested values', { list: [{ deep: { Ref: 'Size' } }], none: null }, { list: [{ deep: 5 }], none: null }],
  ])('%s', (_, value, expected) => {
    expect(resolve(value, scope)).toEqual(expected);
  });

  test.each<[unknown, string]>([
    [{ 'Fn::ImportValue': 'x' }, 'Fn::ImportValue is not simulated'],
    [{ Ref: 'Nothing' }, 'no Nothing'],
    [{ 'Fn::Select': [4, ['a']] }, 'no item 4'],
    [{ 'Fn::Join': ['', [{ a: 1 }]] }, 'text was wanted'],
  ])('%j is refused', (value, message) => {
    expect(() => resolve(value, scope)).toThrow(message);
  });

  test.each([
    ['Here', true],
    ['There', false],
    ['Both', false],
    ['Either', true],
  ])('the condition %s', (name, expected) => {
    expect(holds(name, scope)).toBe(expected);
  });
});
