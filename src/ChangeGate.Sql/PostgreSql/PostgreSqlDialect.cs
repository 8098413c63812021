using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Canonical;
using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Sql.PostgreSql.Parser;
using ChangeGate.Sql.PostgreSql.PlPgSql;
using ChangeGate.Text;

namespace ChangeGate.Sql.PostgreSql;

internal sealed class PostgreSqlDialect : ISqlDialect
{
    public Dialect Dialect => Dialect.PostgreSql;

    public Script Read(SourceText text) => new([.. new ScriptReader(text.Content).Read()]);

    public IEnumerable<Lexeme> ReadLexemes(string text) => LexemeReader.Read(text);

    public string Quote(string identifier) => Quoting.Quote(identifier);

    public string Canonicalize(string expression) => CanonicalExpression.Of(expression);

    public CodeReading ReadCode(string statement) => CodeReader.Read(statement);
}
