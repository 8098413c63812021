using System.Text;
using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Schemas;

/// <summary>A constraint in a line, for a person; never for running.</summary>
internal static class ConstraintText
{
    public static string Of(ConstraintDefinition constraint)
    {
        var text = new StringBuilder(constraint.Kind switch
        {
            ConstraintKind.PrimaryKey => "primary key",
            ConstraintKind.ForeignKey => "foreign key",
            _ => KebabCase.From(constraint.Kind.ToString()).Replace('-', ' '),
        });

        Append(text, constraint.Columns, " (", ")");
        Append(text, constraint.Expression is { } expression ? [expression] : [], " (", ")");
        Append(text, constraint.Include, " include (", ")");

        if (constraint.References is { } reference)
        {
            text.Append($" references {reference.Table}");
            Append(text, reference.Columns, " (", ")");
            text.Append(reference.OnDelete == ReferentialAction.NoAction ? "" : $" on delete {Words(reference.OnDelete)}");
            text.Append(reference.OnUpdate == ReferentialAction.NoAction ? "" : $" on update {Words(reference.OnUpdate)}");
            text.Append(reference.MatchFull ? " match full" : "");
        }

        text.Append(constraint.NullsNotDistinct ? " nulls not distinct" : "");
        text.Append(constraint.Deferrable ? " deferrable" : "").Append(constraint.InitiallyDeferred ? " initially deferred" : "");
        text.Append(constraint.NoInherit ? " no inherit" : "").Append(constraint.NotValid ? " not valid" : "").Append(constraint.NotEnforced ? " not enforced" : "");
        text.Append(constraint.OnConflict is { } conflict ? $" on conflict {conflict.ToLowerInvariant()}" : "");

        return text.ToString();
    }

    private static void Append(StringBuilder text, EquatableList<string> items, string open, string close)
    {
        if (items.Count > 0)
        {
            text.Append(open).AppendJoin(", ", items).Append(close);
        }
    }

    private static string Words(ReferentialAction action) => KebabCase.From(action.ToString()).Replace('-', ' ');
}
