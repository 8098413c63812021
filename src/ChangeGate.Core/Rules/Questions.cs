using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Rules.Locks;
using ChangeGate.Rules.Values;

namespace ChangeGate.Rules;

/// <summary>What rules ask about the rest of the migration and the schema before it, each question written once.</summary>
internal static class Questions
{
    extension(RuleContext context)
    {
        /// <summary>null when the history made none of that name.</summary>
        public Schemas.Index? Index(ObjectName name) =>
            context.Before.Snapshot.Find<Schemas.Index>(new ObjectId(ObjectKind.Index, context.Before.Resolve(ObjectKind.Index, name)));

        /// <summary>Of a partitioned table and of those of its partitions that are partitioned themselves.</summary>
        public IEnumerable<Schemas.Table> DefaultPartitionsOf(ObjectName parent) => context.Before.Snapshot.DescendantsOf(context.Resolve(parent)).Where(static table => table.PartitionBound == "DEFAULT");

        /// <summary>Those of the baseline that hold the column as a key, or name it in an expression or condition.</summary>
        public IEnumerable<Schemas.Index> IndexesOn(ObjectName table, string column)
        {
            var name = context.Resolve(table);

            return context.Before.Snapshot.Referrers(ObjectId.Table(name)).OfType<Schemas.Index>().Where(index => index.Definition.Table == name && index.Definition.Elements
                .Any(element => element.Column == column || Names(element.Expression, column) || Names(index.Definition.Where, column)));
        }

        public bool ExistsFunction(ObjectName name) =>
            context.Before.Snapshot.HasReferrers(new ObjectId(ObjectKind.Function, context.Before.Resolve(ObjectKind.Function, name)));

        public bool ExistsTrigger(DropTrigger drop) =>
            context.Exists || (drop.Table is null && context.Before.Snapshot.HasReferrers(new ObjectId(ObjectKind.Trigger, new ObjectName(null, ""), drop.Name)));

        /// <summary>Later in this migration, under the same name.</summary>
        public bool IsMadeAgain(ObjectId? id) => id is { } gone && context.LaterChanges().Any(change =>
            change is CreateView or CreateFunction or CreateTrigger or CreatePolicy or CreateTable
            && change.Subject is { } made && made.Kind == gone.Kind && context.Before.Resolve(made).Name == gone.Name && (gone.Part is null || made.Part == gone.Part));

        /// <summary>Later in this migration a view or table takes the name, so code that uses it goes on.</summary>
        public bool IsTakenAgain(ObjectName name) => context.LaterChanges().Any(change => change switch
        {
            CreateView view => context.Resolve(view.View) == name,
            CreateTable table => context.Resolve(table.Table) == name,
            RenameTable rename => context.Resolve(rename.Table) with { Name = rename.NewName } == name,
            _ => false,
        });

        public bool ColumnIsAddedAgain(ObjectName table, string column) =>
            context.LaterChanges().OfType<AddColumn>().Any(add => add.Column.Name == column && add.Table == table);

        public bool ConstraintIsAddedAgain(DropConstraint drop, ConstraintDefinition? gone) =>
            context.ChangesOfScript().OfType<AddConstraint>().Any(add => context.Resolve(add.Table) == context.Resolve(drop.Table)
                && (add.Constraint.Name == drop.Name || (gone is not null && add.Constraint.Kind == gone.Kind && add.Constraint.Columns.SequenceEqual(gone.Columns) && gone.Columns.Count > 0)));

        public bool DefaultIsSetAgain(DropColumnDefault drop) =>
            context.LaterChanges().OfType<SetColumnDefault>().Any(set => set.Table == drop.Table && set.Column == drop.Column);

        public bool HasIndexOn(ObjectName table, IReadOnlyList<string> columns)
        {
            var name = context.Resolve(table);
            var before = context.Before.Snapshot.Referrers(ObjectId.Table(name)).OfType<Schemas.Index>().Where(index => index.Definition.Table == name).Select(static index => index.Definition);
            var here = context.ChangesOfScript().OfType<CreateIndex>().Where(create => context.Resolve(create.Index.Table) == name).Select(static create => create.Index);

            return before.Concat(here).Any(index => index.Where is null && index.Elements.Take(columns.Count).Select(static element => element.Column).SequenceEqual(columns));
        }

        /// <summary>A setting is in force, by an earlier SET of this script.</summary>
        public bool SetsEarlier(string setting) =>
            context.ChangesBefore().OfType<SetSetting>().LastOrDefault(set => set.Name == setting) is { Value: not null and not "0" };

        /// <summary>Children that a DROP TABLE later in this script takes along where foreign keys are enforced.</summary>
        public IReadOnlyList<ObjectName> ChildrenOfDroppedTables =>
            [.. context.LaterChanges().OfType<DropTable>().SelectMany(drop => context.Before.Snapshot.DeletedWith(context.Resolve(drop.Table))).Select(static place => place.Name).Distinct()];

        public IEnumerable<Change> ChangesOfScript() => context.Script.Statements.SelectMany(static statement => statement.Changes);

        /// <summary>In source order; a later clause of the same statement is later.</summary>
        public IEnumerable<Change> LaterChanges() =>
            context.Script.Statements.Skip(context.Scene.Index).SelectMany(static statement => statement.Changes).SkipWhile(change => !ReferenceEquals(change, context.Change) && change.Span.Start <= context.Change.Span.Start);

        public IEnumerable<Change> ChangesBefore() =>
            context.Script.Statements.Take(context.Scene.Index).SelectMany(static statement => statement.Changes);

        /// <summary>Earlier statements of the transaction that this one stands in; none where it stands alone.</summary>
        public IEnumerable<Change> EarlierInTransaction()
        {
            var transaction = context.Transactions.TransactionOf(context.Scene.Index);

            return transaction == 0
                ? []
                : Enumerable.Range(0, context.Scene.Index).Where(index => context.Transactions.TransactionOf(index) == transaction).SelectMany(index => context.Script.Statements[index].Changes);
        }

        public IEnumerable<Statement> LaterInTransaction()
        {
            var transaction = context.Transactions.TransactionOf(context.Scene.Index);

            return Enumerable.Range(context.Scene.Index + 1, context.Script.Statements.Count - context.Scene.Index - 1)
                .Where(index => context.Transactions.TransactionOf(index) == transaction).Select(index => context.Script.Statements[index]);
        }

        /// <summary>Of those migrations of the proposal that come after this one and have the word in their text.</summary>
        public IEnumerable<Change> ChangesOfLaterMigrations(string word) =>
            context.Set.Proposed.SkipWhile(migration => !ReferenceEquals(migration, context.Migration)).Skip(1)
                .Where(migration => migration.Text.Content.Contains(word, StringComparison.OrdinalIgnoreCase))
                .SelectMany(migration => context.Scene.Sql.Read(migration.Text).Statements).SelectMany(static statement => statement.Changes);

        /// <summary>What earlier statements of the same transaction hold against readers.</summary>
        public IEnumerable<LockEffect> EarlierLocks() => context.EarlierLocks(LockMode.AccessExclusive);

        /// <summary>What earlier statements of the same transaction hold, as strong as this or stronger.</summary>
        public IEnumerable<LockEffect> EarlierLocks(LockMode weakest) =>
            context.EarlierInTransaction()
                .Select(change => new RuleContext(change, context.Scene, context.Proposal, context.Before))
                .Where(static earlier => !earlier.LocksOnlyWhatIsNew)
                .Select(static earlier => earlier.Lock)
                .OfType<LockEffect>()
                .Where(effect => effect.Strength >= weakest);

        /// <summary>Something follows in the transaction that takes longer than a change to the catalogue.</summary>
        public bool SlowerThanCatalogue() => context.LaterInTransaction().SelectMany(static statement => statement.Changes)
            .Any(change => change is UpdateRows or DeleteRows or InsertRows { Query: not null } or MergeRows or CopyRows
                || new RuleContext(change, context.Scene, context.Proposal, context.Before).Lock is { Scans: true } or { Rewrites: true });

        /// <summary>The statement again with NOT VALID, and the validation that follows; null where the statement does more.</summary>
        public string? NotValid(AddConstraint add)
        {
            if (context.Statement.Changes.Count != 1)
            {
                return null;
            }

            var validate = add.Constraint.Name is { } name ? $"\n-- in a later migration:\nALTER TABLE {context.Quote(add.Table)} VALIDATE CONSTRAINT {context.Quote(name)};" : "";

            return $"{context.Migration.Text.Slice(context.Statement.Span)} NOT VALID;{validate}";
        }

        /// <summary>A check that is validated while others write proves what SET NOT NULL would read every row for.</summary>
        public string NotNullWithoutScan(ObjectName table, string column)
        {
            var (name, proof) = (context.Quote(table), context.Quote($"{column}_not_null"));

            if (context.Engine >= 18)
            {
                return $"""
                    ALTER TABLE {name} ADD CONSTRAINT {proof} NOT NULL {context.Quote(column)} NOT VALID;
                    -- in a later migration:
                    ALTER TABLE {name} VALIDATE CONSTRAINT {proof};
                    """;
            }

            return $"""
                ALTER TABLE {name} ADD CONSTRAINT {proof} CHECK ({context.Quote(column)} IS NOT NULL) NOT VALID;
                -- in a later migration:
                ALTER TABLE {name} VALIDATE CONSTRAINT {proof};
                -- and in one after that:
                ALTER TABLE {name} ALTER COLUMN {context.Quote(column)} SET NOT NULL;
                """;
        }

        /// <summary>The index first, then the constraint that takes it over.</summary>
        public string? UniqueIndexFirst(AddConstraint add, string constraint)
        {
            if (add.Constraint.Columns.Count == 0)
            {
                return null;
            }

            var columns = string.Join(", ", add.Constraint.Columns.Select(context.Quote));
            var name = context.Quote(add.Constraint.Name ?? $"{add.Table.Name}_{string.Join('_', add.Constraint.Columns)}_{(constraint == "UNIQUE" ? "key" : "pkey")}");

            var open = constraint == "UNIQUE" ? [] : add.Constraint.Columns.Where(column => !NullProof.Of(new SetNotNull(add.Table, column), context));

            return $"""
                CREATE UNIQUE INDEX CONCURRENTLY {name} ON {context.Quote(add.Table)} ({columns});
                {string.Concat(open.Select(column => $"-- in a later migration:\n{context.NotNullWithoutScan(add.Table, column)}\n"))}-- in a later migration:
                ALTER TABLE {context.Quote(add.Table)} ADD CONSTRAINT {name} {constraint} USING INDEX {name};
                """;
        }
    }

    private static bool Names(string? expression, string column) => expression is not null && ExpressionTokens.Of(expression).Holds(column);
}
