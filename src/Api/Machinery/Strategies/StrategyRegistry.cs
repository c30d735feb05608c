using System.Collections.Frozen;
using System.Runtime.CompilerServices;

namespace Kubesharp.Api;

/// <summary>Which strategy belongs to a resource. Safe from any thread.</summary>
public static class StrategyRegistry
{
    private static readonly FrozenDictionary<Type, Strategy> ByType = Strategies.All.ToFrozenDictionary(
        static entry => entry.Type, static entry => entry.Strategy);

    // By reference: a custom resource whose definition changed is another instance, with another answer.
    private static readonly ConditionalWeakTable<ResourceDefinition, Strategy> Generic = [];

    /// <summary>The kind's own strategy, or the one that needs nothing but metadata.</summary>
    public static Strategy For(ResourceDefinition definition) =>
        ByType.TryGetValue(definition.Codec.Type, out Strategy? strategy)
            ? strategy
            : Generic.GetValue(definition, static definition => Derived(definition));

    // A version that is stored as another has that one's rules.
    private static Strategy Derived(ResourceDefinition definition) =>
        StoredForm.ConversionOf(definition) is { } conversion
        && ByType.TryGetValue(conversion.Stored, out Strategy? stored)
            ? new ConvertedStrategy(conversion, stored)
            : new GenericStrategy(definition);
}
