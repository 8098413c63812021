using System.Globalization;
using System.Text.RegularExpressions;
using ChangeGate.Rehearsals;
using Npgsql;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>What a session is told while this stands.</summary>
internal sealed partial class HeardNotices : IDisposable
{
    private const int MostHeard = 20;

    private readonly NpgsqlConnection _connection;
    private readonly List<ObservedNotice> _heard = [];

    public HeardNotices(NpgsqlConnection connection)
    {
        _connection = connection;
        _connection.Notice += Hear;
    }

    public IReadOnlyList<ObservedNotice> Heard => _heard;

    /// <summary>Of files that the server made for sorting and hashing and has removed again (<c>log_temp_files</c>).</summary>
    public long TemporaryBytes { get; private set; }

    public void Dispose() => _connection.Notice -= Hear;

    private void Hear(object sender, NpgsqlNoticeEventArgs told)
    {
        var notice = told.Notice;

        // What the server says for its log comes along because its temporary files are asked for; code can say it too, but not from this place of the source.
        if (notice.InvariantSeverity == "LOG")
        {
            TemporaryBytes += notice.Routine == "ReportTemporaryFileUsage" && Size().Match(notice.MessageText) is { Success: true } size ? long.Parse(size.ValueSpan, CultureInfo.InvariantCulture) : 0;
        }

        // Only code that runs inside a statement can put values of rows into words, and what it says comes with its place.
        else if (_heard.Count < MostHeard)
        {
            _heard.Add(new ObservedNotice(notice.SqlState, string.IsNullOrEmpty(notice.Where) ? notice.MessageText : null));
        }
    }

    [GeneratedRegex("[0-9]{1,18}$")]
    private static partial Regex Size();
}
