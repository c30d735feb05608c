using Kubesharp.Scheduler.Framework;

namespace Kubesharp.Scheduler.Configuration;

/// <summary>From a profile's options to its plugins, with upstream's rules of who comes first.</summary>
internal static class ProfileBuilder
{
    private const string All = "*";

    public static Profile Build(ProfileOptions options, PluginRegistry registry, PluginContext context)
    {
        List<(string Name, int Weight)> multi = Merge(PluginRegistry.Defaults, options.MultiPoint);
        Dictionary<string, int> weights = multi.ToDictionary(static entry => entry.Name, static entry => entry.Weight);
        Dictionary<string, IPlugin> made = new(StringComparer.Ordinal);
        foreach ((string name, _) in multi)
            Make(name);

        Dictionary<ExtensionPoint, IReadOnlyList<IPlugin>> points = [];
        foreach ((ExtensionPoint point, PluginChanges changes) in options.Points)
        {
            List<string> names = [.. changes.Enabled.Select(static entry => entry.Name)];
            // First those that the point itself names and that stand in the common list too, then that list, then the
            // others that only the point names.
            List<string> order = [.. names.Where(weights.ContainsKey)];
            if (!changes.Disabled.Contains(All))
            {
                order.AddRange(multi.Select(static entry => entry.Name)
                    .Where(name => !names.Contains(name) && !changes.Disabled.Contains(name)));
            }
            order.AddRange(names.Where(name => !weights.ContainsKey(name)));
            foreach ((string name, int weight) in changes.Enabled)
            {
                if (weight > 0)
                    weights[name] = weight;
                Make(name);
            }
            points[point] = [.. order.Select(name => made[name])];
        }
        // A plugin that only one point names is not called at the others.
        foreach (ExtensionPoint point in Enum.GetValues<ExtensionPoint>())
            points.TryAdd(point, [.. multi.Select(entry => made[entry.Name])]);
        PluginSet plugins = new([.. made.Values], points, weights);
        Profile profile = new(options.SchedulerName, plugins, options.PercentageOfNodesToScore);
        context.Profile = profile;
        return profile;

        void Make(string name)
        {
            if (!made.ContainsKey(name))
                made[name] = registry.Make(name, context, options.Arguments.GetValueOrDefault(name));
        }
    }

    private static List<(string Name, int Weight)> Merge(
        IReadOnlyList<(string Name, int Weight)> defaults, PluginChanges changes)
    {
        List<(string Name, int Weight)> merged = [];
        HashSet<string> used = new(StringComparer.Ordinal);
        if (!changes.Disabled.Contains(All))
        {
            foreach ((string name, int weight) in defaults)
            {
                if (changes.Disabled.Contains(name))
                    continue;
                int index = changes.Enabled.ToList().FindIndex(entry => entry.Name == name);
                // Named again: with its own weight, in the default's place.
                int given = index >= 0 ? changes.Enabled[index].Weight : 0;
                merged.Add((name, given > 0 ? given : weight));
                used.Add(name);
            }
        }
        merged.AddRange(changes.Enabled.Where(entry => !used.Contains(entry.Name)));
        return merged;
    }
}
