import type { RuleTester } from "oxlint/plugins-dev";
import { holdsSql } from "./find-sql.ts";
import { judgeImport } from "./judge-import.ts";
import { judgeName } from "./judge-name.ts";

// oxlint names these types only in the signature of its tester.
type Rule = Exclude<Parameters<RuleTester["run"]>[1], { createOnce: unknown }>;
type Context = Parameters<Rule["create"]>[0];
type Visitor = ReturnType<Rule["create"]>;
type Node = NonNullable<Parameters<Context["report"]>[0]["node"]>;

/** The cut of the code as lint rules: which folder may import which, what a suffix permits, how files are called. */
const cut = {
  meta: { name: "cut" },
  rules: {
    imports: { create: (context) => checkImports(context) },
    sql: { create: (context) => checkSql(context) },
    "file-name": { create: (context) => checkName(context) },
  },
} satisfies { meta: { name: string }; rules: Record<string, Rule> };

export default cut;

function checkImports(context: Context): Visitor {
  const importer = pathOf(context);
  const check = (node: Node, specifier: string, typesOnly: boolean): void => {
    const why = judgeImport({ importer, specifier, typesOnly });
    if (why !== undefined) context.report({ node, message: why });
  };
  return {
    ImportDeclaration: (node) => check(node, node.source.value, node.importKind === "type"),
    ExportAllDeclaration: (node) => check(node, node.source.value, node.exportKind === "type"),
    ExportNamedDeclaration: (node) => {
      if (node.source) check(node, node.source.value, node.exportKind === "type");
    },
    ImportExpression: (node) => {
      if (node.source.type === "Literal") check(node, String(node.source.value), false);
    },
    TSImportType: (node) => check(node, node.source.value, true),
  };
}

function checkSql(context: Context): Visitor {
  const check = (node: Node, text: string): void => {
    if (holdsSql(text)) context.report({ node, message: "SQL stands in .sql.ts files only." });
  };
  return {
    Literal: (node) => {
      if (typeof node.value === "string") check(node, node.value);
    },
    TemplateLiteral: (node) => check(node, node.quasis.map((part) => part.value.raw).join("?")),
  };
}

function checkName(context: Context): Visitor {
  return {
    Program: (node) => {
      const why = judgeName(pathOf(context));
      if (why !== undefined) context.report({ node, message: why });
    },
  };
}

// The path from the folder of the checkout, in which the linter is started.
function pathOf({ filename, cwd }: Context): string {
  return filename.slice(cwd.length + 1).replaceAll("\\", "/");
}
