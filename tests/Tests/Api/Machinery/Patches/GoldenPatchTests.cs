using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Core;
using Kubesharp.Api.Patches;
using Kubesharp.Api.Trees;
using Kubesharp.Api.Yaml;
using Kubesharp.Tests.Tidy;
using Xunit;

namespace Kubesharp.Tests.Api.Machinery.Patches;

/// <summary>The tables beside this file: target, patch, and what comes of them.</summary>
public sealed class GoldenPatchTests
{
    private const string Folder = "tests/Tests/Api/Machinery/Patches/";

    public static IEnumerable<TheoryDataRow<string, string>> Cases() =>
        from file in (string[])["strategic-merge.yaml", "json-patch.yaml", "merge-patch.yaml"]
        from document in Read(file)
        select new TheoryDataRow<string, string>(file, document.Get("case")!.Text!);

    [Theory]
    [MemberData(nameof(Cases))]
    public void E064_PatchesDoWhatTheTablesSay(string file, string name)
    {
        Tree document = Read(file).Single(one => one.Get("case")!.Text == name);
        Tree target = document.Get("target")!, patch = document.Get("patch")!;
        PatchResult result = file switch
        {
            "strategic-merge.yaml" => StrategicMergePatch.Apply(
                target, patch, SchemaOf(document.Get("kind")?.Text ?? "Pod")),
            "json-patch.yaml" => JsonPatch.Apply(target, patch),
            _ => MergePatch.Apply(target, patch),
        };
        if (document.Get("error") is TreeList error)
            Assert.Equal((error[0].Text, error[1].Text), (result.Failure.ToString(), result.Error));
        else
            Assert.Equal(document.Get("result")!.ToString(), Ordered(result.Tree, document.Get("result")!));
    }

    // Members of objects have no order that matters; elements of lists have.
    private static string Ordered(Tree? actual, Tree wanted) =>
        actual is not null && actual.Equals(wanted) ? wanted.ToString() : $"{actual}";

    private static Schema SchemaOf(string kind) => kind switch
    {
        "Deployment" => ResourceRegistry.Of<Deployment>().Codec.Schema,
        "Service" => ResourceRegistry.Of<Service>().Codec.Schema,
        _ => ResourceRegistry.Of<Pod>().Codec.Schema,
    };

    private static IReadOnlyList<Tree> Read(string file) =>
        YamlReader.ParseAll(string.Join('\n', WorkingCopy.Lines(Folder + file)));
}
