import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkName } from '../../src/core/form/check-name.ts';
import { suggestName, tidyName } from '../../src/core/suggest-name.ts';

test('made from the VPC, with a number where it is taken', () => {
  expect(suggestName({ name: 'orders-vpc' }, [])).toBe('orders-vpc-app');
  expect(suggestName({ name: 'orders-vpc' }, ['Orders-VPC-app', 'orders-vpc-app-2'])).toBe(
    'orders-vpc-app-3',
  );
});

test('whatever the VPC is called, the suggestion is a name that the form takes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), fc.array(fc.string()), (name, taken) => {
      const suggestion = suggestName({ name }, taken);
      expect(checkName(suggestion, taken)).toEqual([]);
      expect(checkName(suggestName({ name }, [suggestion]), [suggestion])).toEqual([]);
    }),
  );
});

test('tidying keeps what may be kept', () => {
  expect(tidyName('Zürich "prod" <!channel>')).toBe('Zurich -prod- -channel');
  expect(tidyName('🚀🚀')).toBe('');
});
