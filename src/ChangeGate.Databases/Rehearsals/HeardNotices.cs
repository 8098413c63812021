using ChangeGate.Rehearsals;
using Npgsql;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>What a session is told while this stands.</summary>
internal sealed class HeardNotices : IDisposable
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

    public void Dispose() => _connection.Notice -= Hear;

    // Only code that runs inside a statement can put values of rows into words, and what it says comes with its place.
    private void Hear(object sender, NpgsqlNoticeEventArgs told)
    {
        if (_heard.Count < MostHeard)
        {
            _heard.Add(new ObservedNotice(told.Notice.SqlState, string.IsNullOrEmpty(told.Notice.Where) ? told.Notice.MessageText : null));
        }
    }
}
