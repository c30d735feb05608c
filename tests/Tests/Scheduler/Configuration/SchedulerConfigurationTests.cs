using Examples.SchedulerPlugin;
using Kubesharp.Scheduler;
using Kubesharp.Scheduler.Configuration;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Plugins;
using Kubesharp.Tests.Scheduler.Framework;
using Xunit;
using static Kubesharp.Tests.Scheduler.Framework.SchedulingBoard;

namespace Kubesharp.Tests.Scheduler.Configuration;

public sealed class SchedulerConfigurationTests
{
    private const string Head = """
        apiVersion: kubescheduler.config.k8s.io/v1
        kind: KubeSchedulerConfiguration

        """;

    // E111: durations, quantities and names as in upstream's files.
    [Fact]
    public void E111_A_file_as_upstreams_documentation_shows_it_is_understood()
    {
        (SchedulerOptions? options, IReadOnlyList<string> problems) = SchedulerConfiguration.Parse(Head + """
            leaderElection:
              leaderElect: false
            clientConnection:
              kubeconfig: /etc/kubernetes/scheduler.conf
              qps: 50
            parallelism: 8
            percentageOfNodesToScore: 70
            podInitialBackoffSeconds: 2
            podMaxBackoffSeconds: 20
            profiles:
              - schedulerName: default-scheduler
                plugins:
                  score:
                    disabled:
                      - name: PodTopologySpread
                    enabled:
                      - name: NodeResourcesFit
                        weight: 5
                pluginConfig:
                  - name: NodeResourcesFit
                    args:
                      apiVersion: kubescheduler.config.k8s.io/v1
                      kind: NodeResourcesFitArgs
                      scoringStrategy:
                        type: RequestedToCapacityRatio
                        resources:
                          - name: example.com/gpu
                            weight: 3
                        requestedToCapacityRatio:
                          shape:
                            - utilization: 0
                              score: 0
                            - utilization: 100
                              score: 10
              - schedulerName: no-scoring
                plugins:
                  preScore:
                    disabled:
                      - name: '*'
                  score:
                    disabled:
                      - name: '*'
            extenders:
              - urlPrefix: http://127.0.0.1:8888/scheduler
                filterVerb: filter
                prioritizeVerb: prioritize
                weight: 2
                httpTimeout: 1m30s
                nodeCacheCapable: true
                managedResources:
                  - name: example.com/gpu
                    ignoredByScheduler: true
            """);

        Assert.Empty(problems);
        Assert.Equal(70, options!.PercentageOfNodesToScore);
        Assert.Equal(TimeSpan.FromSeconds(2), options.Queue.BackoffFirst);
        Assert.Equal(TimeSpan.FromSeconds(20), options.Queue.BackoffMax);
        Assert.Equal(TimeSpan.FromSeconds(90), options.Extenders.Single().Timeout);
        Assert.Equal(["default-scheduler", "no-scoring"], options.Profiles.Select(static one => one.SchedulerName));
        NodeResourcesFitArgs fit = (NodeResourcesFitArgs)options.Profiles[0].Arguments["NodeResourcesFit"];
        Assert.Equal(ScoringStrategy.RequestedToCapacityRatio, fit.Strategy);
        Assert.Equal(new ResourceWeight("example.com/gpu", 3), fit.Resources.Single());
        Assert.Equal(["example.com/gpu"], fit.IgnoredResources);
        Assert.Empty(new SchedulingBoard(options.Profiles[1]).Profile.Scores);
    }

    [Theory]
    [InlineData("profile: []", "strict decoding error: unknown field \"profile\"")]
    [InlineData("profiles: [{scheduler: x}]", "strict decoding error: unknown field \"profiles[0].scheduler\"")]
    [InlineData("percentageOfNodesToScore: 101",
        "percentageOfNodesToScore: Invalid value: 101: must be a whole number in the range 0-100")]
    [InlineData("podInitialBackoffSeconds: 0",
        "podInitialBackoffSeconds: Invalid value: 0: must be a whole number of at least 1")]
    [InlineData("profiles: [{plugins: {score: {enabled: [{name: Nonsense}]}}}]",
        "profiles[0].plugins.score.enabled[0].name: Invalid value: \"Nonsense\": no plugin has this name")]
    [InlineData("extenders: [{urlPrefix: 'http://x', prioritizeVerb: p}]",
        "extenders[0].weight: Invalid value: 0: must have a positive weight applied to it")]
    [InlineData("extenders: [{urlPrefix: 'http://x', httpTimeout: soon}]",
        "extenders[0].httpTimeout: Invalid value: \"soon\": must be a duration such as 10s or 1m30s")]
    [InlineData("profiles: [{pluginConfig: [{name: InterPodAffinity, args: {hardPodAffinityWeight: 200}}]}]",
        "profiles[0].pluginConfig[0].args.hardPodAffinityWeight: Invalid value: 200: "
        + "must be a whole number in the range 0-100")]
    public void E111_A_mistake_is_named_with_its_place_and_what_is_allowed(string text, string problem) =>
        Assert.Equal([problem], SchedulerConfiguration.Parse(Head + text).Problems);

    [Fact]
    public void E111_Every_mistake_is_reported_at_once() => Assert.Equal(3, SchedulerConfiguration.Parse(
        Head + "parallelism: 0\nnonsense: 1\nprofiles: [{schedulerName: 5}]").Problems.Count);

    [Fact]
    public void Another_version_is_refused() => Assert.StartsWith(
        "no kind \"KubeSchedulerConfiguration\" is registered for version \"kubescheduler.config.k8s.io/v1beta3\"",
        SchedulerConfiguration.Parse(Head.Replace("/v1", "/v1beta3", StringComparison.Ordinal))
            .Problems.Single());

    [Fact]
    public void The_default_profile_has_upstreams_plugins_and_weights()
    {
        Profile profile = new SchedulingBoard().Profile;
        Assert.Equal(
            ["TaintToleration 3", "NodeAffinity 2", "NodeResourcesFit 1", "PodTopologySpread 2", "InterPodAffinity 2",
                "DynamicResources 2", "NodeResourcesBalancedAllocation 1", "ImageLocality 1"],
            profile.Scores.Select((plugin, i) => $"{plugin.Name} {profile.Weights[i]}"));
        Assert.Equal(
            ["NodeUnschedulable", "NodeName", "TaintToleration", "NodeAffinity", "NodePorts", "NodeResourcesFit",
                "VolumeRestrictions", "NodeVolumeLimits", "VolumeBinding", "VolumeZone", "PodTopologySpread",
                "InterPodAffinity", "DynamicResources", "NodeDeclaredFeatures"],
            profile.Filters.Select(static plugin => plugin.Name));
    }

    [Fact]
    public void MultiPoint_switches_off_everywhere_and_reweights()
    {
        ProfileOptions options = new()
        {
            MultiPoint = new PluginChanges([("ImageLocality", 7)], ["TaintToleration"]),
        };
        Profile profile = new SchedulingBoard(options).Profile;
        Assert.DoesNotContain(profile.Filters, static plugin => plugin.Name == "TaintToleration");
        int index = Array.FindIndex(profile.Scores, static plugin => plugin.Name == "ImageLocality");
        Assert.Equal(7, profile.Weights[index]);
    }

    [Fact]
    public void A_plugin_of_somebody_else_filters_and_scores()
    {
        SchedulingBoard board = new(
            new ProfileOptions { MultiPoint = new PluginChanges([(nameof(CheapNodes), 10)], []) },
            new PluginRegistry().Add(nameof(CheapNodes), static (_, _) => new CheapNodes()));
        foreach (string price in new[] { "90", "20", "60" })
            board.Snapshot.SetNode(NodeOf($"node-{price}", labels: ("example.com/price", price)));

        Assert.Equal("node-20", board.Decide(PodOf("pod")).Node!.Name);
        board.Snapshot.RemoveNode("node-20");
        Assert.Equal(
            "0/2 nodes are available: 2 node(s) were too dear.",
            board.Decide(PodOf("thrifty", labels: ("example.com/thrifty", ""))).Diagnosis.Message);
    }

    [Theory]
    [InlineData("LeastAllocated", "empty")]
    [InlineData("MostAllocated", "busy")]
    public void The_strategy_decides_between_filling_and_spreading(string strategy, string expected)
    {
        (SchedulerOptions? options, _) = SchedulerConfiguration.Parse(Head + $$$"""
            profiles:
              - pluginConfig:
                - name: NodeResourcesFit
                  args: {scoringStrategy: {type: {{{strategy}}}, resources: [{name: cpu, weight: 100}]}}
                plugins: {score: {disabled: [{name: NodeResourcesBalancedAllocation}]}}
            """);
        SchedulingBoard board = new(options!.Profiles[0]);
        board.Snapshot.SetNode(NodeOf("busy"));
        board.Snapshot.SetNode(NodeOf("empty"));
        board.Place(PodOf("other", cpu: "2"), "busy");

        Assert.Equal(expected, board.Decide(PodOf("pod", cpu: "1")).Node!.Name);
    }
}
