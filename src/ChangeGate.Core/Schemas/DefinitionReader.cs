using ChangeGate.Changes;

namespace ChangeGate.Schemas;

/// <summary>Columns, constraints and indexes from the JSON that <see cref="DefinitionJson"/> writes.</summary>
internal static class DefinitionReader
{
    public static ColumnDefinition Column(JsonCursor json) => new()
    {
        Name = json.Required("name"),
        Type = json.Type("type") ?? throw json.Expected("a member \"type\""),
        NotNull = json.Flag("notNull"),
        Default = json.Optional("default"),
        Generated = json.Choice<GeneratedKind>("generated"),
        GenerationExpression = json.Optional("generationExpression"),
        Identity = json.Choice<IdentityKind>("identity"),
        Serial = json.Flag("serial"),
        AutoIncrement = json.Flag("autoIncrement"),
        Collation = json.Optional("collation"),
        Options = json.Texts("options"),
        Comment = json.Optional("comment"),
    };

    public static ConstraintDefinition Constraint(JsonCursor json)
    {
        _ = json.Required("kind");

        return new ConstraintDefinition
        {
            Name = json.Optional("name"),
            Kind = json.Choice<ConstraintKind>("kind"),
            Columns = json.Texts("columns"),
            Expression = json.Optional("expression"),
            References = json.Object("references") is { } reference ? Reference(reference) : null,
            NotValid = json.Flag("notValid"),
            NotEnforced = json.Flag("notEnforced"),
            Deferrable = json.Flag("deferrable"),
            InitiallyDeferred = json.Flag("initiallyDeferred"),
            NoInherit = json.Flag("noInherit"),
            NullsNotDistinct = json.Flag("nullsNotDistinct"),
            Include = json.Texts("include"),
            OnConflict = json.Optional("onConflict"),
            UsingIndex = json.Optional("usingIndex"),
            Comment = json.Optional("comment"),
        };
    }

    public static IndexDefinition Index(JsonCursor json) => new()
    {
        Table = json.Name("table") ?? throw json.Expected("a member \"table\""),
        Name = json.Optional("indexName"),
        Elements = [.. json.Items("elements").Select(Element)],
        Unique = json.Flag("unique"),
        Method = json.Optional("method") ?? "btree",
        Where = json.Optional("where"),
        Include = json.Texts("include"),
        NullsNotDistinct = json.Flag("nullsNotDistinct"),
        Options = json.Texts("options"),
    };

    private static IndexElement Element(JsonCursor json) => new()
    {
        Column = json.Optional("column"),
        Expression = json.Optional("expression"),
        Collation = json.Optional("collation"),
        OperatorClass = json.Optional("operatorClass"),
        Descending = json.Flag("descending"),
        NullsFirst = json.OptionalFlag("nullsFirst"),
    };

    private static ForeignKeyReference Reference(JsonCursor json) =>
        new(json.Name("table") ?? throw json.Expected("a member \"table\""), json.Texts("columns"))
        {
            OnDelete = json.Choice<ReferentialAction>("onDelete"),
            OnUpdate = json.Choice<ReferentialAction>("onUpdate"),
            MatchFull = json.Flag("matchFull"),
        };
}
