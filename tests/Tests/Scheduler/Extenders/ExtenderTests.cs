using System.Net;
using System.Text;
using Kubesharp.Api.Trees;
using Kubesharp.Scheduler.Extenders;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Queue;
using Kubesharp.Scheduler.Snapshot;
using Kubesharp.Tests.Scheduler.Framework;
using Xunit;
using static Kubesharp.Tests.Scheduler.Framework.SchedulingBoard;

namespace Kubesharp.Tests.Scheduler.Extenders;

public sealed class ExtenderTests
{
    private readonly SchedulingBoard board = new();

    public ExtenderTests()
    {
        foreach (string name in new[] { "a", "b", "c" })
            board.Snapshot.SetNode(NodeOf(name));
    }

    [Fact]
    public async Task It_leaves_out_nodes_and_its_scores_count()
    {
        List<string> asked = [];
        ExtenderOptions options = new()
        {
            Url = Url, FilterVerb = "filter", PrioritizeVerb = "rank", Weight = 5, NodeCacheCapable = true,
        };
        Decision decision = await DecideAsync(options, (path, body) =>
        {
            asked.Add(path);
            Assert.Equal("pod", body.At("Pod", "metadata", "name")?.Text);
            return path == "/ext/filter"
                ? """{"nodenames": ["b", "c"], "failedNodes": {"a": "out of licences"}}"""
                : """[{"Host": "b", "Score": 1}, {"Host": "c", "Score": 10}]""";
        });

        Assert.Equal("c", decision.Node?.Name);
        Assert.Equal(["/ext/filter", "/ext/rank"], asked);
    }

    [Fact]
    public async Task When_it_leaves_none_the_Pod_learns_its_reasons()
    {
        Decision decision = await DecideAsync(new() { Url = Url, FilterVerb = "filter", NodeCacheCapable = true },
            static (_, _) => """
                {
                  "NodeNames": [],
                  "FailedNodes": {"a": "out of licences", "b": "out of licences"},
                  "FailedAndUnresolvableNodes": {"c": "no dongle"}
                }
                """);

        Assert.Null(decision.Node);
        Assert.Equal("0/3 nodes are available: 1 no dongle, 2 out of licences.", decision.Diagnosis.Message);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task One_that_fails_matters_unless_it_is_ignorable(bool ignorable, bool placed)
    {
        Decision decision = await DecideAsync(new() { Url = Url, FilterVerb = "filter", Ignorable = ignorable },
            static (_, _) => """{"error": "not today"}""");

        Assert.Equal(placed, decision.Node is not null);
    }

    [Fact]
    public async Task It_is_not_asked_about_Pods_without_its_resources()
    {
        Decision decision = await DecideAsync(
            new() { Url = Url, FilterVerb = "filter", ManagedResources = ["example.com/gpu"] },
            static (path, _) => throw new InvalidOperationException($"asked at {path}"));

        Assert.NotNull(decision.Node);
    }

    private static Uri Url { get; } = new("http://127.0.0.1:1/ext");

    private async Task<Decision> DecideAsync(ExtenderOptions options, Func<string, Tree, string> answer)
    {
        using HttpClient client = new(new Answering(answer));
        SchedulingAlgorithm algorithm = new(
            board.Snapshot, new NominatedPods(), board.Context.Entropy, extenders: [new Extender(options, client)]);
        return await algorithm.DecideAsync(
            board.Profile, new CycleState(), new PodInfo(PodOf("pod")), TestContext.Current.CancellationToken);
    }

    // The wire ends here: what an extender would be sent, and what it would say.
    private sealed class Answering(Func<string, Tree, string> answer) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            byte[] body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            string text = answer(request.RequestUri!.AbsolutePath, TreeJson.Parse(body));
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(text, Encoding.UTF8, "application/json"),
            };
        }
    }
}
