using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Rehearsals.Rows;

/// <summary>What fills a schema with rows.</summary>
/// <param name="Batches">In the order in which they run: what is referred to comes first.</param>
/// <param name="Links">Statements that close circles of references, after the rows.</param>
/// <param name="Sequences">Statements that move sequences past the rows.</param>
public sealed record SyntheticRows(EquatableList<RowBatch> Batches, EquatableList<string> Links, EquatableList<string> Sequences)
{
    /// <summary>For tables whose columns are known; those that are not, and partitions, have no batch of their own.</summary>
    public static SyntheticRows Of(SchemaSnapshot schema, RowOptions options) => new SchemaFill(schema, options).Fill();
}
