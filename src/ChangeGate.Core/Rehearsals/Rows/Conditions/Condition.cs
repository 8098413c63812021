using ChangeGate.Text;

namespace ChangeGate.Rehearsals.Rows.Conditions;

/// <summary>An expression, as far as rows are chosen by it.</summary>
internal abstract record Condition
{
    private protected Condition()
    {
    }

    /// <summary>Itself and everything in it.</summary>
    public IEnumerable<Condition> All => Parts.SelectMany(part => part.All).Prepend(this);

    public IEnumerable<string> Columns => All.OfType<ColumnValue>().Select(column => column.Name).Distinct();

    protected virtual IEnumerable<Condition> Parts => [];

    /// <summary>The same with every column in it replaced by this one.</summary>
    public Condition WithColumn(string name) => this switch
    {
        ColumnValue => new ColumnValue(name),
        Call call => call with { Arguments = [.. call.Arguments.Select(part => part.WithColumn(name))] },
        Elements elements => new Elements([.. elements.Items.Select(part => part.WithColumn(name))]),
        Case cases => new Case([.. cases.Branches.Select(part => part.WithColumn(name))], cases.Otherwise.WithColumn(name)),
        _ => this,
    };

    internal sealed record Constant(object? Value) : Condition;

    internal sealed record ColumnValue(string Name) : Condition;

    /// <param name="Name">A function's name in lower case, or an operator.</param>
    internal sealed record Call(string Name, EquatableList<Condition> Arguments) : Condition
    {
        protected override IEnumerable<Condition> Parts => Arguments;
    }

    /// <summary>Elements of an array or a list in parentheses.</summary>
    internal sealed record Elements(EquatableList<Condition> Items) : Condition
    {
        protected override IEnumerable<Condition> Parts => Items;
    }

    /// <param name="Branches">Conditions and what they give, in turn.</param>
    internal sealed record Case(EquatableList<Condition> Branches, Condition Otherwise) : Condition
    {
        protected override IEnumerable<Condition> Parts => Branches.Append(Otherwise);
    }
}
