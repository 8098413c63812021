using ChangeGate.Changes;
using ChangeGate.Sql.Sqlite.Lexing;

namespace ChangeGate.Sql.Sqlite.Parsing;

internal sealed partial class Parser
{
    private const string MainSchema = "main";
    private const string TemporarySchema = "temp";

    // An unqualified name finds a temporary table before one of main (lang_naming.html), so the text that makes the table decides what the name means after it.
    private readonly HashSet<string> _temporaryNames = new(StringComparer.OrdinalIgnoreCase);

    private static bool IsName(Token token) =>
        token.Kind is TokenKind.QuotedName or TokenKind.String || (token.Kind == TokenKind.Word && token.Keyword.IsName());

    private static bool IsPlainName(Token token) =>
        token.Kind is TokenKind.QuotedName or TokenKind.String || (token.Kind == TokenKind.Word && token.Keyword.IsPlainName());

    // A view or trigger of main cannot mean an object of another schema (lang_createview.html), so no temporary table hides what it names.
    private bool _ownSchemaOnly;

    private string Name(string expected)
    {
        if (!IsName(Current))
        {
            _cursor.Fail(expected);
            return "";
        }

        var name = Current.NameOf(_cursor.Text);
        _cursor.Advance();
        return name;
    }

    /// <summary>A name with or without its schema, found as the engine would find it.</summary>
    private ObjectName QualifiedName(string expected)
    {
        var name = WrittenName(expected);
        return name.Schema is null && !_ownSchemaOnly && _temporaryNames.Contains(name.Name) ? name with { Schema = TemporarySchema } : Normalize(name);
    }

    /// <summary>The name of an object that the statement makes.</summary>
    private ObjectName NewName(bool temporary, string expected)
    {
        var name = WrittenName(expected);
        return temporary ? name with { Schema = TemporarySchema } : Normalize(name);
    }

    private ObjectName WrittenName(string expected)
    {
        var first = Name(expected);
        return _cursor.TryTake(TokenKind.Dot) ? new ObjectName(first, Name(expected)) : new ObjectName(null, first);
    }

    private static ObjectName Normalize(ObjectName name) => name.Schema switch
    {
        null => name,
        _ when name.Schema.Equals(MainSchema, StringComparison.OrdinalIgnoreCase) => name with { Schema = null },
        _ when name.Schema.Equals(TemporarySchema, StringComparison.OrdinalIgnoreCase) => name with { Schema = TemporarySchema },
        _ => name,
    };

    private List<string> NameList(string expected)
    {
        var names = new List<string>();
        _cursor.Take(TokenKind.LeftParenthesis, "expected an opening parenthesis");

        do
        {
            names.Add(Name(expected));
        }
        while (_cursor.TryTake(TokenKind.Comma));

        CloseParenthesis();
        return names;
    }

    private List<string> OptionalNameList(string expected) => _cursor.At(TokenKind.LeftParenthesis) ? NameList(expected) : [];

    private bool IfExists()
    {
        if (!_cursor.TryTake(Keyword.If))
        {
            return false;
        }

        _cursor.Take(Keyword.Exists);
        return true;
    }

    private bool IfNotExists()
    {
        if (!_cursor.TryTake(Keyword.If))
        {
            return false;
        }

        _cursor.Take(Keyword.Not);
        _cursor.Take(Keyword.Exists);
        return true;
    }

    private void CloseParenthesis() => _cursor.Take(TokenKind.RightParenthesis, "expected a closing parenthesis");
}
