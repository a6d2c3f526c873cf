import js from '@eslint/js';
import globals from 'globals';
import hooks from 'eslint-plugin-react-hooks';
import ts from 'typescript-eslint';

export default ts.config(
    { ignores: ['**/dist', '**/dist-demo', '**/node_modules'] },
    js.configs.recommended,
    {
        files: ['**/*.{ts,tsx}'],
        extends: [...ts.configs.strictTypeChecked, hooks.configs.flat.recommended],
        languageOptions: {
            globals: globals.browser,
            parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname },
        },
        rules: {
            // Numbers in template strings are pixels and percentages here; writing String(…) around each hides the formula.
            '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
            '@typescript-eslint/no-confusing-void-expression': [
                'error',
                { ignoreArrowShorthand: true },
            ],
            '@typescript-eslint/switch-exhaustiveness-check': 'error',
            complexity: ['error', { max: 12, variant: 'modified' }],
            'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
        },
    },
    {
        // A test file is a list; its length is not complexity.
        files: ['**/*.test.ts'],
        rules: { 'max-lines': 'off' },
    },
    {
        files: ['**/*.{js,mjs}'],
        languageOptions: { globals: { ...globals.node, ...globals.browser } },
    },
);
