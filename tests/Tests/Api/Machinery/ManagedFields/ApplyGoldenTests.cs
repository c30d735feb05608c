using Kubesharp.Api;
using Kubesharp.Api.ManagedFields;
using Kubesharp.Api.Trees;
using Kubesharp.Api.Yaml;
using Kubesharp.Tests.Tidy;
using Xunit;

namespace Kubesharp.Tests.Api.Machinery.ManagedFields;

using Schemas = Kubesharp.Api.Schemas;

/// <summary>The table beside this file: what some people write one after the other, and who owns what then.</summary>
public sealed class ApplyGoldenTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static readonly Schema Port = Record(
        new("port", 0, Schemas.Int32), new("protocol", 0, Schemas.String) { Default = "\"TCP\"" },
        new("label", 0, Schemas.String));

    private static readonly Schema Shape = Record(
        new("name", 0, Schemas.String), new("count", 0, Schemas.Int32),
        new("list", 0, Schemas.MapList(
            Record(new("name", 0, Schemas.String), new("value", 0, Schemas.Int32), new("other", 0, Schemas.Int32)),
            ["name"])),
        new("ports", 0, Schemas.MapList(Port, ["port", "protocol"])), new("set", 0, Schemas.SetList(Schemas.Int32)),
        new("atomic", 0, Schemas.List(Schemas.Int32)), new("map", 0, Schemas.Map(Schemas.String)),
        new("whole", 0, Schemas.Map(Schemas.String, isAtomic: true)),
        new("part", 0, Record(new("a", 0, Schemas.Int32), new("b", 0, Schemas.Int32))),
        new("status", 0, Record(new SchemaField("a", 0, Schemas.Int32))));

    public static IEnumerable<TheoryDataRow<string>> Cases() =>
        Read().Select(static document => new TheoryDataRow<string>(document.Get("case")!.Text!));

    [Theory]
    [MemberData(nameof(Cases))]
    public void E067_FieldsHaveTheOwnersThatTheTableSays(string name)
    {
        Tree document = Read().Single(one => one.Get("case")!.Text == name);
        Tree live = TreeObject.Empty;
        Managers managers = new();
        foreach (Tree step in (TreeList)document.Get("do")!)
            (live, managers) = Take(step, live, managers);
        if (document.Get("object") is { } wanted)
            Assert.Equal(wanted.ToString(), live.Equals(wanted) ? wanted.ToString() : live.ToString());
        if (document.Get("owners") is TreeObject owners)
            Assert.Equal([.. owners.Select(static one => $"{one.Key}: {one.Value}").Order()], Owners(managers));
    }

    private static (Tree Live, Managers Managers) Take(Tree step, Tree live, Managers managers)
    {
        Tree said = step.Get("object")!;
        if (step.Get("update")?.Text is { } updater)
        {
            managers = managers.Copy();
            FieldTracking.Update(live, said, Shape, managers, Context(updater));
            return (said, managers);
        }
        Assert.Null(AppliedShape.Violation(said, Shape));
        bool force = step.Get("force") is not null;
        Managers copy = managers.Copy();
        ApplyResult result = ServerSideApply.Apply(
            live, said, Shape, copy, Context((step.Get("force") ?? step.Get("apply"))!.Text!), force);
        string[] conflicts = [.. (step.Get("conflicts") as TreeList ?? TreeList.Empty).Select(static one => one.Text!)];
        Assert.Equal(conflicts, result.Conflicts.Select(static one => $"{one.Manager}: {one.Path}"));
        return result.Succeeded ? (result.Tree, copy) : (live, managers);
    }

    private static string[] Owners(Managers managers) =>
    [
        .. managers.Owners.Select(static entry =>
            $"{entry.Key.Manager} {entry.Key.Operation}: "
            + TreeList.Of(entry.Value.Fields.Paths().Select(static path => (Tree)path).ToList())).Order(),
    ];

    private static FieldTrackingContext Context(string manager) =>
        new() { Manager = manager, ApiVersion = "v1", Now = Noon, IgnoredFields = ["status"] };

    private static Schema Record(params SchemaField[] fields) => new(SchemaKind.Object, "test", () => fields);

    private static IReadOnlyList<Tree> Read() => YamlReader.ParseAll(
        string.Join('\n', WorkingCopy.Lines("tests/Tests/Api/Machinery/ManagedFields/apply.yaml")));
}
