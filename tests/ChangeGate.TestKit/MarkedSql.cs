using System.Text;
using ChangeGate.Text;

namespace ChangeGate.TestKit;

/// <summary>SQL with what is expected to be reported between guillemets, which no dialect uses: <c>DROP TABLE «t»</c>.</summary>
public sealed record MarkedSql(string Sql, IReadOnlyList<Span> Marks)
{
    public static MarkedSql Parse(string text)
    {
        var sql = new StringBuilder();
        var marks = new List<Span>();
        var start = -1;

        foreach (var c in text)
        {
            switch (c)
            {
                case '«':
                    start = sql.Length;
                    break;
                case '»':
                    marks.Add(Span.Between(start, sql.Length));
                    break;
                default:
                    sql.Append(c);
                    break;
            }
        }

        return new MarkedSql(sql.ToString(), marks);
    }
}
