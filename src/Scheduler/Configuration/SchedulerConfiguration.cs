using Kubesharp.Api;
using Kubesharp.Api.Trees;
using Kubesharp.Api.Yaml;
using Kubesharp.Scheduler.Extenders;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Queue;

namespace Kubesharp.Scheduler.Configuration;

/// <summary>
/// Reads a KubeSchedulerConfiguration (kubescheduler.config.k8s.io/v1) as kube-scheduler does: strict about names, and
/// with every violation reported. What concerns a process of its own (leader election, client connection, profiling) is
/// understood and has no effect here.
/// </summary>
public static class SchedulerConfiguration
{
    private const string Version = "kubescheduler.config.k8s.io/v1";
    private const string Kind = "KubeSchedulerConfiguration";

    private static readonly (string Name, ExtensionPoint Point)[] Points =
        [.. Enum.GetValues<ExtensionPoint>().Select(static point => (NameOf(point), point))];

    /// <param name="plugins">The plugins that profiles may name.</param>
    /// <returns>The options, or null and every problem.</returns>
    public static (SchedulerOptions? Options, IReadOnlyList<string> Problems) Parse(
        string text, PluginRegistry? plugins = null)
    {
        List<string> problems = [];
        Tree tree;
        try
        {
            tree = YamlReader.Parse(text);
        }
        catch (DecodeException exception)
        {
            return (null, [exception.Message]);
        }
        if (tree is not TreeObject members)
            return (null, ["must be a mapping with apiVersion and kind"]);
        ConfigurationSection root = new(members, "", problems);
        string version = root.Text("apiVersion"), kind = root.Text("kind");
        if (version != Version || kind != Kind)
        {
            return (null, [$"no kind \"{kind}\" is registered for version \"{version}\" "
                + $"(what is read is {Kind} of {Version})"]);
        }
        SchedulerOptions options = Read(root, plugins ?? new());
        root.Finish();
        return problems.Count == 0 ? (options, []) : (null, problems);
    }

    private static SchedulerOptions Read(ConfigurationSection root, PluginRegistry plugins)
    {
        root.Ignore(
            "leaderElection", "clientConnection", "enableProfiling", "enableContentionProfiling",
            "delayCacheUntilActive");
        root.Int("parallelism", 16, min: 1);
        int first = root.Int("podInitialBackoffSeconds", 1, min: 1);
        int max = root.Int("podMaxBackoffSeconds", 10, min: 1);
        if (max < first)
        {
            root.Report("podMaxBackoffSeconds",
                $"Invalid value: {max}: must be greater than or equal to PodInitialBackoffSeconds");
        }
        List<ExtenderOptions> extenders = [.. root.Sections("extenders").Select(ReadExtender)];
        if (extenders.Count(static extender => extender.BindVerb.Length > 0) > 1)
            root.Report("extenders", "Invalid value: found multiple extenders implementing bind");
        string[] ignored = [.. extenders.SelectMany(static extender => extender.IgnoredResources)];
        List<ProfileOptions> profiles =
            [.. root.Sections("profiles").Select(profile => ReadProfile(profile, plugins, ignored))];
        if (profiles.Count == 0)
            profiles.Add(ignored.Length == 0 ? new() : new() { Arguments = FitArguments(ignored) });
        foreach (IGrouping<string, ProfileOptions> same in profiles.GroupBy(static profile => profile.SchedulerName))
        {
            if (same.Count() > 1)
            {
                root.Report("profiles",
                    $"Duplicate value: \"{same.Key}\": every profile has a schedulerName of its own");
            }
        }
        return new SchedulerOptions
        {
            Profiles = profiles,
            PercentageOfNodesToScore = root.Int("percentageOfNodesToScore", 0, min: 0, max: 100),
            Queue = new QueueOptions
            {
                BackoffFirst = TimeSpan.FromSeconds(first), BackoffMax = TimeSpan.FromSeconds(max),
            },
            Extenders = extenders,
            Plugins = plugins,
        };
    }

    private static ProfileOptions ReadProfile(
        ConfigurationSection profile, PluginRegistry plugins, IReadOnlyList<string> ignored)
    {
        string name = profile.Text("schedulerName", Profile.DefaultName);
        int? percentage = profile.OptionalInt("percentageOfNodesToScore", 0, 100);
        PluginChanges multiPoint = PluginChanges.None;
        Dictionary<ExtensionPoint, PluginChanges> points = [];
        if (profile.Section("plugins") is { } section)
        {
            multiPoint = ReadChanges(section.Section("multiPoint"), plugins);
            foreach ((string point, ExtensionPoint value) in Points)
            {
                if (section.Section(point) is { } changes)
                    points[value] = ReadChanges(changes, plugins);
            }
            section.Finish();
        }
        Dictionary<string, object> arguments = new(FitArguments(ignored));
        foreach (ConfigurationSection entry in profile.Sections("pluginConfig"))
        {
            string plugin = entry.Text("name");
            if (!plugins.Has(plugin))
                entry.Report("name", $"Invalid value: \"{plugin}\": no plugin has this name");
            else if (PluginArguments.Read(plugin, entry, ignored) is { } given && !arguments.TryAdd(plugin, given))
                arguments[plugin] = given;
            entry.Finish();
        }
        profile.Finish();
        return new ProfileOptions
        {
            SchedulerName = name,
            PercentageOfNodesToScore = percentage,
            MultiPoint = multiPoint,
            Points = points,
            Arguments = arguments,
        };
    }

    private static Dictionary<string, object> FitArguments(IReadOnlyList<string> ignored) => ignored.Count == 0
        ? []
        : new()
        {
            [nameof(Plugins.NodeResourcesFit)] = new Plugins.NodeResourcesFitArgs { IgnoredResources = ignored },
        };

    private static PluginChanges ReadChanges(ConfigurationSection? section, PluginRegistry plugins)
    {
        if (section is null)
            return PluginChanges.None;
        List<(string, int)> enabled = [];
        List<string> disabled = [];
        foreach (ConfigurationSection entry in section.Sections("enabled"))
        {
            string name = entry.Text("name");
            if (!plugins.Has(name))
                entry.Report("name", $"Invalid value: \"{name}\": no plugin has this name");
            else
                enabled.Add((name, entry.Int("weight", 0, min: 0)));
            entry.Ignore("weight");
            entry.Finish();
        }
        foreach (ConfigurationSection entry in section.Sections("disabled"))
        {
            disabled.Add(entry.Text("name"));
            entry.Ignore("weight");
            entry.Finish();
        }
        section.Finish();
        return new(enabled, disabled);
    }

    private static ExtenderOptions ReadExtender(ConfigurationSection section)
    {
        string url = section.Text("urlPrefix");
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https"))
        {
            section.Report("urlPrefix",
                $"Invalid value: \"{url}\": must be an address that starts with http:// or https://");
            uri = new Uri("http://invalid.invalid/");
        }
        string prioritize = section.Text("prioritizeVerb");
        int weight = section.Int("weight", 0, min: 0);
        if (prioritize.Length > 0 && weight == 0)
            section.Report("weight", "Invalid value: 0: must have a positive weight applied to it");
        if (section.Text("preemptVerb").Length > 0)
            section.Report("preemptVerb", "is not supported: extenders may filter, prioritize and bind");
        List<string> managed = [], ignored = [];
        foreach (ConfigurationSection resource in section.Sections("managedResources"))
        {
            managed.Add(resource.Text("name"));
            if (resource.Bool("ignoredByScheduler"))
                ignored.Add(managed[^1]);
            resource.Finish();
        }
        section.Ignore("enableHTTPS");
        if (section.Has("tlsConfig"))
            section.Report("tlsConfig", "is not supported: the system's certificates are trusted");
        section.Ignore("tlsConfig");
        ExtenderOptions options = new()
        {
            Url = uri,
            FilterVerb = section.Text("filterVerb"),
            PrioritizeVerb = prioritize,
            BindVerb = section.Text("bindVerb"),
            Weight = weight,
            Timeout = section.Duration("httpTimeout", TimeSpan.FromSeconds(5)),
            NodeCacheCapable = section.Bool("nodeCacheCapable"),
            Ignorable = section.Bool("ignorable"),
            ManagedResources = managed,
            IgnoredResources = ignored,
        };
        section.Finish();
        return options;
    }

    private static string NameOf(ExtensionPoint point)
    {
        string name = point.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
