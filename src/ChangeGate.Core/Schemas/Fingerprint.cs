using System.Text;
using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Schemas;

/// <summary>
/// One digest for everything that makes two schemas differ; the text that is digested is described in docs/fingerprint.md. A fold and a live
/// engine have the same one where the engine could not tell them apart.
/// </summary>
public static class Fingerprint
{
    private const string Version = "changegate-fingerprint-v1";

    public static Digest Of(SchemaSnapshot snapshot, ISqlDialect dialect) => Of(snapshot.Dialect, snapshot.Objects, dialect);

    /// <summary>
    /// Of some objects: a column or a constraint stands for its table, a table for its indexes, triggers, policies and privileges too. An object
    /// that is not there leaves a mark, so that its appearing is a difference.
    /// </summary>
    public static Digest Of(SchemaSnapshot snapshot, IEnumerable<ObjectId> objects, ISqlDialect dialect)
    {
        var ids = objects.Select(SchemaLinks.Whole).Distinct().Order(ObjectIdOrder.Instance).ToList();
        var present = ids.Select(snapshot.Find<SchemaObject>).OfType<SchemaObject>().ToList();
        var parts = present.SelectMany(value => snapshot.Referrers(value.Id).Where(referrer => SchemaLinks.IsPartOf(referrer, value)));
        var absent = ids.Where(id => !snapshot.Contains(id)).Select(id => $"absent {ObjectJson.WriteId(id)}\n");

        return Of(snapshot.Dialect, present.Concat(parts).DistinctBy(value => value.Id), dialect, absent);
    }

    private static Digest Of(Dialect name, IEnumerable<SchemaObject> objects, ISqlDialect dialect, IEnumerable<string>? absent = null)
    {
        var canonical = new CanonicalObjects(dialect);
        var text = new StringBuilder(Version).Append('\n').Append(name.ToKeyword()).Append('\n');

        foreach (var value in objects.OrderBy(value => value.Id, ObjectIdOrder.Instance))
        {
            if (canonical.Of(value) is { } form)
            {
                text.Append(ObjectJson.Write(form)).Append('\n');
            }
        }

        foreach (var line in absent ?? [])
        {
            text.Append(line);
        }

        return Digest.Of(text.ToString());
    }
}
