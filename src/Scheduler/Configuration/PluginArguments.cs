using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Trees;
using Kubesharp.Scheduler.Plugins;
using Kubesharp.Scheduler.Plugins.Devices;
using Kubesharp.Scheduler.Plugins.Volumes;
using Kubesharp.Scheduler.Preemption;
using CoreNodeAffinity = Kubesharp.Api.Core.NodeAffinity;

namespace Kubesharp.Scheduler.Configuration;

/// <summary>The <c>args</c> of plugins in a profile. Those of a plugin from elsewhere stay a tree.</summary>
internal static class PluginArguments
{
    public static object? Read(string plugin, ConfigurationSection entry, IReadOnlyList<string> ignored)
    {
        if (!PluginRegistry.Defaults.Any(known => known.Name == plugin))
            return entry.Raw("args");
        if (entry.Section("args") is not { } args)
            return null;
        args.Ignore("apiVersion");
        string kind = args.Text("kind", $"{plugin}Args");
        if (kind != $"{plugin}Args")
            args.Report("kind", $"Invalid value: \"{kind}\": must be {plugin}Args");
        object? value = plugin switch
        {
            nameof(NodeResourcesFit) => Fit(args, ignored),
            nameof(NodeResourcesBalancedAllocation) => Resources(args, "resources"),
            nameof(Plugins.NodeAffinity) => AddedAffinity(args),
            nameof(InterPodAffinity) => new InterPodAffinityArgs
            {
                HardPodAffinityWeight = args.Int("hardPodAffinityWeight", 1, min: 0, max: 100),
                IgnorePreferredTermsOfExistingPods = args.Bool("ignorePreferredTermsOfExistingPods"),
            },
            nameof(PodTopologySpread) => Spread(args),
            nameof(DefaultPreemption) => Preemption(args),
            nameof(VolumeBinding) => Binding(args),
            nameof(DynamicResources) => Nothing(args, "filterTimeout", "bindingTimeout"),
            _ => Nothing(args),
        };
        args.Finish();
        return value;
    }

    private static object? Nothing(ConfigurationSection args, params ReadOnlySpan<string> names) => args.Ignore(names);

    private static NodeResourcesFitArgs Fit(ConfigurationSection args, IReadOnlyList<string> ignored)
    {
        NodeResourcesFitArgs fit = new()
        {
            IgnoredResources = [.. args.Texts("ignoredResources"), .. ignored],
            IgnoredResourceGroups = args.Texts("ignoredResourceGroups"),
        };
        if (args.Section("scoringStrategy") is not { } strategy)
            return fit;
        string type = strategy.Text("type", nameof(ScoringStrategy.LeastAllocated));
        if (!Enum.TryParse(type, out ScoringStrategy parsed) || !Enum.IsDefined(parsed))
        {
            strategy.Report("type", $"Unsupported value: \"{type}\": supported values: \"LeastAllocated\", "
                + "\"MostAllocated\", \"RequestedToCapacityRatio\"");
        }
        fit = fit with { Strategy = parsed, Resources = Resources(strategy, "resources") };
        if (strategy.Section("requestedToCapacityRatio") is { } ratio)
        {
            fit = fit with { Shape = Shape(ratio) };
            ratio.Finish();
        }
        if (parsed == ScoringStrategy.RequestedToCapacityRatio && fit.Shape.Count == 0)
            strategy.Report("requestedToCapacityRatio.shape", "Required value: at least one point must be specified");
        strategy.Finish();
        return fit;
    }

    private static List<UtilizationScore> Shape(ConfigurationSection section)
    {
        List<UtilizationScore> shape = [];
        foreach (ConfigurationSection point in section.Sections("shape"))
        {
            UtilizationScore next = new(
                point.Int("utilization", 0, min: 0, max: 100), point.Int("score", 0, min: 0, max: 10));
            if (shape.Count > 0 && next.Utilization <= shape[^1].Utilization)
            {
                point.Report("utilization",
                    $"Invalid value: {next.Utilization}: utilization values must be sorted in increasing order");
            }
            shape.Add(next);
            point.Finish();
        }
        return shape;
    }

    private static List<ResourceWeight> Resources(ConfigurationSection section, string name)
    {
        List<ResourceWeight> resources = [];
        foreach (ConfigurationSection resource in section.Sections(name))
        {
            resources.Add(new(resource.Text("name"), resource.Int("weight", 1, min: 1, max: 100)));
            resource.Finish();
        }
        return resources.Count > 0 ? resources : [new("cpu"), new("memory")];
    }

    private static CoreNodeAffinity? AddedAffinity(ConfigurationSection args) =>
        args.Raw("addedAffinity") is { } tree ? Decode<CoreNodeAffinity>(args, "addedAffinity", tree) : null;

    private static PodTopologySpreadArgs Spread(ConfigurationSection args)
    {
        List<TopologySpreadConstraint> constraints = [];
        if (args.Raw("defaultConstraints") is TreeList list)
        {
            foreach (Tree tree in list)
            {
                if (Decode<TopologySpreadConstraint>(args, "defaultConstraints", tree) is { } constraint)
                    constraints.Add(constraint);
            }
        }
        string type = args.Text("defaultingType", constraints.Count > 0 ? "List" : "System");
        if (type is not ("System" or "List"))
            args.Report("defaultingType", $"Unsupported value: \"{type}\": supported values: \"System\", \"List\"");
        if (type == "System" && constraints.Count > 0)
            args.Report("defaultConstraints", "Invalid value: when .defaultingType is System, must be empty");
        if (constraints.Exists(static constraint => constraint.LabelSelector is not null))
        {
            args.Report("defaultConstraints",
                "Forbidden: constraint must not define a selector, as they deduced for each pod");
        }
        return new PodTopologySpreadArgs { DefaultConstraints = type == "List" ? constraints : null };
    }

    private static DefaultPreemptionArgs Preemption(ConfigurationSection args)
    {
        DefaultPreemptionArgs preemption = new()
        {
            MinCandidateNodesPercentage = args.Int("minCandidateNodesPercentage", 10, min: 0, max: 100),
            MinCandidateNodesAbsolute = args.Int("minCandidateNodesAbsolute", 100, min: 0),
        };
        if (preemption is { MinCandidateNodesPercentage: 0, MinCandidateNodesAbsolute: 0 })
        {
            args.Report(
                "minCandidateNodesPercentage",
                "cannot have both minCandidateNodesPercentage and minCandidateNodesAbsolute at 0");
        }
        return preemption;
    }

    private static VolumeBindingArgs Binding(ConfigurationSection args)
    {
        args.Ignore("shape"); // For scoring by capacity, which is off by default upstream.
        return new VolumeBindingArgs
        {
            BindTimeout = TimeSpan.FromSeconds(args.Int("bindTimeoutSeconds", 600, min: 0)),
        };
    }

    private static T? Decode<T>(ConfigurationSection args, string name, Tree tree)
        where T : class, IApiMessage<T>
    {
        try
        {
            return ApiJson.Read<T>(TreeJson.Write(tree));
        }
        catch (DecodeException exception)
        {
            args.Report(name, exception.Message);
            return null;
        }
    }
}
