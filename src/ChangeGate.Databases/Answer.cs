using System.Data.Common;

namespace ChangeGate.Databases;

/// <summary>The rows of a question that somebody wrote.</summary>
internal static class Answer
{
    /// <param name="command">The question.</param>
    /// <param name="most">No more rows are read.</param>
    /// <param name="cancellation">Between rows.</param>
    public static async Task<IReadOnlyList<object?[]>> ReadAsync(DbCommand command, int most, CancellationToken cancellation)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<object?[]>();

        while (rows.Count < most && await reader.ReadAsync(cancellation))
        {
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            rows.Add(values);
        }

        return rows;
    }
}
