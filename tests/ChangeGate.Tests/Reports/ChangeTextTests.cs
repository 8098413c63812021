using System.Reflection;
using System.Runtime.CompilerServices;
using ChangeGate.Changes;
using ChangeGate.Reports;
using ChangeGate.Text;

namespace ChangeGate.Tests.Reports;

internal sealed class ChangeTextTests
{
    private static IEnumerable<Type> Kinds() => typeof(Change).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Change)) && !type.IsAbstract);

    [TestCaseSource(nameof(Kinds))]
    public void Every_kind_of_change_has_words(Type kind)
    {
        var change = (Change)Filled(kind, depth: 0)!;

        Assert.That(ChangeText.Describe(change), Is.Not.Empty.And.Matches("^[a-z]").And.Not.Contains("ChangeGate."));
        Assert.That(ChangeText.Describe(change with { Certain = false }), Does.EndWith(", if its branch of the block runs"));
    }

    [Test]
    public void A_script_is_summarized_in_the_order_of_its_statements() =>
        Assert.That(
            ChangeText.Summarize(Script(new CreateTable(Name("coupon")), new DropColumn(Name("orders"), "note"))),
            Is.EqualTo("adds table `coupon`; drops column `orders.note`"));

    [Test]
    public void Changes_of_one_kind_share_a_phrase() =>
        Assert.That(
            ChangeText.Summarize(Script([.. "abcdef".Select(column => new DropColumn(Name("t"), column.ToString()))])),
            Is.EqualTo("drops columns `t.a`, `t.b`, `t.c`, `t.d` and 2 more"));

    [Test]
    public void Upkeep_is_named_only_where_there_is_nothing_else()
    {
        var begin = new ControlTransaction(TransactionAction.Begin);

        Assert.That(ChangeText.Summarize(Script(begin, new DropTable(Name("t")))), Is.EqualTo("drops table `t`"));
        Assert.That(ChangeText.Summarize(Script(begin)), Is.EqualTo("begins a transaction"));
    }

    [Test]
    public void The_index_of_a_new_table_is_part_of_the_table() =>
        Assert.That(
            ChangeText.Summarize(Script(new CreateTable(Name("t")), new CreateIndex(new IndexDefinition { Name = "i", Table = Name("t"), Elements = [] }))),
            Is.EqualTo("adds table `t`"));

    [Test]
    public void An_empty_script_does_nothing() =>
        Assert.That(ChangeText.Summarize(new Script([])), Is.EqualTo("does nothing"));

    private static ObjectName Name(string name) => new(null, name);

    private static Script Script(params EquatableList<Change> changes) => new([new Statement { Span = default, Kind = "Statement", Changes = changes }]);

    /// <summary>A value of the type with something in every place that asks for it.</summary>
    private static object? Filled(Type type, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;

        if (type == typeof(string))
        {
            return "name";
        }

        if (type.IsPrimitive || type.IsEnum)
        {
            return Activator.CreateInstance(type);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableList<>))
        {
            var item = type.GetGenericArguments()[0];
            var items = Array.CreateInstance(item, depth > 3 ? 0 : 1);

            if (items.Length > 0)
            {
                items.SetValue(Filled(item, depth + 1), 0);
            }

            return typeof(ChangeTextTests).GetMethod(nameof(ListOf), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(item).Invoke(null, [items]);
        }

        var constructor = type.GetConstructors().OrderByDescending(candidate => candidate.GetParameters().Length).First();
        var value = constructor.Invoke([.. constructor.GetParameters().Select(parameter => Filled(parameter.ParameterType, depth + 1))]);

        foreach (var property in type.GetProperties().Where(property => property.IsDefined(typeof(RequiredMemberAttribute))))
        {
            property.SetValue(value, Filled(property.PropertyType, depth + 1));
        }

        return value;
    }

    private static EquatableList<T> ListOf<T>(T[] items) => [.. items];
}
