using System.Diagnostics;
using System.Text.RegularExpressions;
using ChangeGate.Changes;

namespace ChangeGate.Schemas.Folding;

internal static partial class FunctionFold
{
    public static void Apply(SchemaEdit schema, Change change)
    {
        switch (change)
        {
            case CreateFunction create:
                Create(schema, create);
                break;
            case AlterFunction alter:
                Alter(schema, alter);
                break;
            case DropFunction drop when Find(schema, drop.Function, drop.Arguments) is { } function:
                Removal.Drop(schema, function.Id);
                break;
            case RenameFunction rename when Find(schema, rename.Function, rename.Arguments) is { } function:
                Renaming.Move(schema, function, function.Id.Name with { Name = rename.NewName });
                break;
            case DropFunction or RenameFunction:
                break;
            default:
                throw new UnreachableException($"{change.GetType().Name} is not about a function.");
        }
    }

    /// <summary>null when there is none, or more than one and the arguments do not say which.</summary>
    public static Function? Find(SchemaEdit schema, ObjectName name, string? arguments)
    {
        var resolved = schema.Resolve(ObjectKind.Function, name);

        if (arguments is not null && schema.Find<Function>(new ObjectId(ObjectKind.Function, resolved, arguments)) is { } exact)
        {
            return exact;
        }

        var overloads = schema.Snapshot.Overloads(resolved).ToList();

        if (arguments is null)
        {
            return overloads.Count == 1 ? overloads[0] : null;
        }

        return overloads.FirstOrDefault(one => Plain(one.Id.Part) == Plain(arguments));
    }

    private static void Create(SchemaEdit schema, CreateFunction create)
    {
        var id = new ObjectId(ObjectKind.Function, schema.Target(create.Function), create.Arguments);
        schema.Put(new Function
        {
            Id = id,
            Definition = create.Definition,
            Returns = create.Returns,
            Language = create.Language,
            Body = create.Body,
            IsProcedure = create.IsProcedure,
            SecurityDefiner = create.SecurityDefiner,
            Comment = create.OrReplace ? schema.Find<Function>(id)?.Comment : null,
        });
    }

    private static void Alter(SchemaEdit schema, AlterFunction alter)
    {
        if (Find(schema, alter.Function, alter.Arguments) is not { } function)
        {
            return;
        }

        var security = Security().Match(alter.What);

        if (security.Success)
        {
            function = function with { SecurityDefiner = security.Groups["who"].Value.Equals("definer", StringComparison.OrdinalIgnoreCase) };
        }

        if (IdentifierScanner.Scan(alter.What, schema.Dialect.Dialect).Any(static word => word is { Quoted: false, Name: "volatile" }))
        {
            function = function with { Definition = Volatile(function.Definition, schema.Dialect.Dialect) };
        }

        schema.Put(function);
    }

    // The other way round nothing is trusted too much.
    private static string Volatile(string definition, Dialect dialect)
    {
        var words = IdentifierScanner.Scan(definition, dialect)
            .TakeWhile(static word => word is not { Quoted: false, Depth: 0, Name: "begin" or "return" })
            .Where(static word => word is { Quoted: false, Depth: 0, Call: false, Qualifier: null, Name: "immutable" or "stable" });

        return words.Reverse().Aggregate(definition, static (text, word) => $"{text[..word.Start]}VOLATILE{text[word.End..]}");
    }

    // DROP FUNCTION f(public.mood) and f(mood) may mean the same.
    private static string Plain(string? arguments) => Qualifier().Replace(arguments ?? "", "").Replace(" ", "", StringComparison.Ordinal);

    [GeneratedRegex("""\bsecurity\s+(?<who>definer|invoker)\b""", RegexOptions.IgnoreCase)]
    private static partial Regex Security();

    [GeneratedRegex("""("[^"]+"|\w+)\s*\.""")]
    private static partial Regex Qualifier();
}
