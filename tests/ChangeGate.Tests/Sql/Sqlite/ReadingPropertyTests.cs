using ChangeGate.Changes;
using ChangeGate.Sql.Sqlite.Lexing;
using ChangeGate.TestKit;
using FsCheck;
using FsCheck.Fluent;

namespace ChangeGate.Tests.Sql.Sqlite;

/// <summary>What must hold for any text whatever.</summary>
internal sealed class ReadingPropertyTests
{
    private static readonly string[] Fragments =
    [
        " ", "\n", ";", ";\n", "(", ")", ",", ".", "'", "''", "\"", "`", "[", "]", "--", "/*", "*/", "*", "=", "->", "->>", "||", "!", "\0", "\r\n", "\uFEFF", "\uD800", "x'0f'", "x'",
        "1", "1.5e", "0x", ".read x", "?", ":a", "$", "@", "é", "a", "t", "main", "'text'", "\"name\"", "[name]", "CREATE", "TABLE", "TEMP", "TRIGGER", "VIEW", "INDEX", "VIRTUAL",
        "USING", "BEGIN", "END", "SELECT", "FROM", "WHERE", "INSERT", "INTO", "VALUES", "UPDATE", "SET", "DELETE", "WITH", "AS", "ON", "CONFLICT", "DO", "NOTHING", "ALTER", "ADD",
        "COLUMN", "DROP", "RENAME", "TO", "PRIMARY", "KEY", "NOT", "NULL", "DEFAULT", "CHECK", "REFERENCES", "CASE", "WHEN", "THEN", "IN", "BETWEEN", "AND", "OR", "CAST", "EXISTS",
        "OVER", "PRAGMA", "ATTACH", "VACUUM", "EXPLAIN", "COMMIT", "SAVEPOINT", "JOIN", "LEFT", "ORDER", "BY", "LIMIT", "UNION", "RETURNING", "COLLATE", "GENERATED", "ALWAYS",
    ];

    private static Arbitrary<string> Texts()
    {
        var fragment = Gen.Elements(Fragments).SelectMany(one => Gen.Elements("", " ", " "), (one, space) => one + space);
        var fragments = Gen.ListOf(fragment).Select(string.Concat);
        var anything = ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "");
        return Gen.Frequency((5, fragments), (1, anything)).ToArbitrary();
    }

    /// <summary>A statement that can be read, with one token lost, doubled or foreign.</summary>
    private static Arbitrary<string> DamagedStatements()
    {
        var folder = Repository.PathTo("tests", "ChangeGate.Tests", "Sql", "Sqlite", "Cases", "ok");
        var texts = Directory.GetFiles(folder).Order().Select(File.ReadAllText).ToArray();
        var statements = texts.SelectMany(text => SqliteScript.Read(text).Select(statement => text.Substring(statement.Span.Start, statement.Span.Length))).ToArray();

        return Gen.Elements(statements)
            .SelectMany(statement => Gen.Choose(0, statement.Length).SelectMany(at => Gen.Elements(Fragments), (at, fragment) => statement.Insert(at, fragment)))
            .ToArbitrary();
    }

    private static void Holds(Arbitrary<string> texts, Func<string, bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(texts, property));

    [Test]
    public void No_character_is_lost() =>
        Holds(Texts(), text => string.Concat(Lexer.Read(text).Select(token => text.Substring(token.Start, token.Length))) == text);

    [Test]
    public void Nothing_that_matters_stands_between_statements() => Holds(Texts(), LeavesOnlyTrivia);

    [Test]
    public void Damage_is_contained() => Holds(DamagedStatements(), LeavesOnlyTrivia);

    [Test]
    public void A_statement_read_alone_means_the_same() =>
        Holds(DamagedStatements(), text => SqliteScript.Read(text).All(statement =>
        {
            var alone = SqliteScript.Read(text.Substring(statement.Span.Start, statement.Span.Length));
            // At the start of a line, and only there, a dot begins a command of the shell.
            return text[statement.Span.Start] == '.' || (alone.Count == 1 && alone[0].Kind == statement.Kind);
        }));

    [Test]
    public void A_canonical_expression_stays_as_it_is() =>
        Holds(Texts(), text =>
        {
            var once = SqliteScript.Dialect.Canonicalize(text);
            return text.Contains('\0') || IsNoExpression(text) || SqliteScript.Dialect.Canonicalize(once) == once;
        });

    [Test]
    public void A_quoted_name_is_read_as_that_name() =>
        Holds(Texts(), name => name.Length == 0 || name.Contains('\0')
            || SqliteScript.Only<DropTable>($"DROP TABLE {SqliteScript.Dialect.Quote(name)}").Table == new ObjectName(null, name));

    private static bool IsNoExpression(string text) => Lexer.Read(text).Exists(token => token.Kind is TokenKind.Illegal or TokenKind.MetaCommand);

    private static bool LeavesOnlyTrivia(string text)
    {
        var end = 0;

        foreach (var statement in SqliteScript.Read(text))
        {
            if (statement.Span.Start < end || statement.Span.Length <= 0 || !IsTrivia(text[end..statement.Span.Start]) || statement.Changes.Count == 0)
            {
                return false;
            }

            end = statement.Span.End;
        }

        return IsTrivia(text[end..]);
    }

    private static bool IsTrivia(string text) =>
        Lexer.Read(text).TrueForAll(token => token.IsTrivia || token.Kind is TokenKind.Semicolon or TokenKind.End);
}
