using Kubesharp.Api.FlowControl;

namespace Kubesharp.ApiServer.FlowControl;

/// <summary>
/// All FlowSchemas and PriorityLevelConfigurations of one moment, ready to classify by. Immutable. The mandatory
/// objects are always part of it, stored or not: some schema matches every request.
/// </summary>
internal sealed class FlowConfiguration
{
    private FlowConfiguration(
        IReadOnlyList<FlowSchema> schemas, IReadOnlyDictionary<string, PriorityLevelConfiguration> levels,
        IReadOnlyList<FlowSchema> dangling)
    {
        Schemas = schemas;
        Levels = levels;
        Dangling = dangling;
    }

    /// <summary>In the order in which they are tried: lower matchingPrecedence first, then by name.</summary>
    public IReadOnlyList<FlowSchema> Schemas { get; }
    public IReadOnlyDictionary<string, PriorityLevelConfiguration> Levels { get; }
    /// <summary>Schemas whose priority level does not exist; they match nothing.</summary>
    public IReadOnlyList<FlowSchema> Dangling { get; }

    public static FlowConfiguration Of(
        IEnumerable<FlowSchema> schemas, IEnumerable<PriorityLevelConfiguration> levels)
    {
        Dictionary<string, PriorityLevelConfiguration> known =
            levels.ToDictionary(static level => level.Metadata.Name, StringComparer.Ordinal);
        foreach (PriorityLevelConfiguration mandatory in DefaultFlowControl.MandatoryLevels)
        {
            // What an exempt level is cannot be configured away; a stored object may still lend and have a uid.
            if (!known.TryGetValue(mandatory.Metadata.Name, out PriorityLevelConfiguration? stored)
                || stored.Spec.Type != mandatory.Spec.Type)
            {
                known[mandatory.Metadata.Name] = mandatory;
            }
        }
        Dictionary<string, FlowSchema> all =
            schemas.ToDictionary(static schema => schema.Metadata.Name, StringComparer.Ordinal);
        foreach (FlowSchema mandatory in DefaultFlowControl.MandatorySchemas)
            all.TryAdd(mandatory.Metadata.Name, mandatory);
        ILookup<bool, FlowSchema> byFound = all.Values
            .OrderBy(static schema => schema.Spec.MatchingPrecedence)
            .ThenBy(static schema => schema.Metadata.Name, StringComparer.Ordinal)
            .ToLookup(schema => known.ContainsKey(schema.Spec.PriorityLevelConfiguration.Name));
        return new([.. byFound[true]], known, [.. byFound[false]]);
    }
}
