using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Rules.Values;

/// <summary>The columns in which the rows of a table are stored, as a change to that table reaches them.</summary>
internal static class Places
{
    extension(RuleContext context)
    {
        public View? View(ObjectName name) =>
            context.Before.Snapshot.Find<View>(new ObjectId(ObjectKind.View, context.Before.Resolve(ObjectKind.View, name)));

        /// <summary>Of the table itself, without its partitions and children.</summary>
        public IEnumerable<ObjectId> OwnPlacesOf(ObjectName resolved)
        {
            var table = context.Before.Snapshot.Find<Table>(ObjectId.Table(resolved));

            // A table filled by a query whose columns could not be named holds its values as a whole.
            if (table is { ColumnsKnown: true } && !context.Proposal.Values.HeldAt(ObjectId.Table(resolved), context.Proposal.Lineage).IsEmpty && context.Proposal.Lineage.IsNew(ObjectId.Table(resolved)))
            {
                yield return ObjectId.Table(resolved);
            }

            if (table?.PartitionBy is not null)
            {
                yield break;
            }

            foreach (var place in TableRelations.ColumnsOf(table, resolved))
            {
                yield return place;
            }
        }

        /// <summary>With partitions and children: a partitioned table stores nothing itself.</summary>
        public List<ObjectId> PlacesOf(ObjectName resolved)
        {
            var places = context.OwnPlacesOf(resolved).ToList();

            foreach (var child in context.Before.Snapshot.DescendantsOf(resolved))
            {
                places.AddRange(context.OwnPlacesOf(child.Id.Name));
            }

            return places;
        }

        /// <summary>Of one column, wherever the table and its descendants store it.</summary>
        public List<ObjectId> PlacesOf(ObjectName resolved, string column)
        {
            var places = new List<ObjectId>();

            foreach (var place in context.PlacesOf(resolved))
            {
                if (place.Part is null || string.Equals(place.Part, column, resolved.Schema is null ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
                {
                    places.Add(place);
                }
            }

            // A column that the fold does not know is there all the same.
            if (places.Count == 0 && context.Before.Snapshot.Find<Table>(ObjectId.Table(resolved))?.PartitionBy is null)
            {
                places.Add(ObjectId.Column(resolved, column));
            }

            return places;
        }
    }
}
