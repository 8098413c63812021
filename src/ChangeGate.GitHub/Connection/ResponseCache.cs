using System.Diagnostics.CodeAnalysis;

namespace ChangeGate.GitHub.Connection;

/// <summary>Answers that GitHub marked with an ETag: asking again for one that did not change costs nothing of the limit.</summary>
internal sealed class ResponseCache
{
    private const long LargestBody = 4 * 1024 * 1024;

    private const long Capacity = 64 * 1024 * 1024;

    private readonly Lock _lock = new();

    private readonly Dictionary<Key, Reply> _replies = [];

    private readonly Queue<Key> _order = [];

    private long _size;

    public bool TryFind(Key key, [NotNullWhen(true)] out Reply? reply)
    {
        lock (_lock)
        {
            return _replies.TryGetValue(key, out reply);
        }
    }

    public void Keep(Key key, Reply reply)
    {
        if (reply.Header("ETag") is null || reply.Body.LongLength > LargestBody)
        {
            return;
        }

        lock (_lock)
        {
            if (_replies.Remove(key, out var old))
            {
                _size -= old.Body.LongLength;
            }
            else
            {
                _order.Enqueue(key);
            }

            _replies[key] = reply;
            _size += reply.Body.LongLength;

            while (_size > Capacity && _order.TryDequeue(out var oldest))
            {
                _size -= _replies.Remove(oldest, out var dropped) ? dropped.Body.LongLength : 0;
            }
        }
    }

    /// <param name="Scope">Whose token: one may see what another may not.</param>
    /// <param name="Accept">The same address has several forms.</param>
    internal sealed record Key(string Scope, string Accept, Uri Address);
}
