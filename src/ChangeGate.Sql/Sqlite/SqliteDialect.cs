using ChangeGate.Changes;
using ChangeGate.Sql.Sqlite.Lexing;
using ChangeGate.Sql.Sqlite.Parsing;
using ChangeGate.Sql.Sqlite.Reading;
using ChangeGate.Sql.Sqlite.Syntax;
using ChangeGate.Text;

namespace ChangeGate.Sql.Sqlite;

internal sealed class SqliteDialect : ISqlDialect
{
    public Dialect Dialect => Dialect.Sqlite;

    public Script Read(SourceText text) => new(Parser.Read(text.Content));

    public IEnumerable<Lexeme> ReadLexemes(string text) => LexemeReader.Read(text);

    public string Quote(string identifier) => SqliteNames.Quote(identifier);

    public string Canonicalize(string expression) => Canonical.Of(expression);
}
