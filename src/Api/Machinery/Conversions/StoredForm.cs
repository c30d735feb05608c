using System.Collections.Frozen;
using Kubesharp.Api.Autoscaling;
using Kubesharp.Api.Events;

namespace Kubesharp.Api;

/// <summary>Which version of a resource is stored, where several are served. Safe from any thread.</summary>
public static class StoredForm
{
    private static readonly FrozenDictionary<Type, (Conversion Conversion, ResourceDefinition Definition)> Converted =
        OptionalVersions.Conversions().Append(new EventConversion()).Append(new HorizontalPodAutoscalerConversion())
            .ToFrozenDictionary(static one => one.Served, static one => (one, ResourceRegistry.Of(one.Stored)!));

    /// <summary>The definition under which objects of another are stored: itself for most.</summary>
    public static ResourceDefinition Of(ResourceDefinition served) =>
        Converted.TryGetValue(served.Codec.Type, out var found) ? found.Definition : served;

    /// <summary>Null when the served version is the stored one.</summary>
    public static Conversion? ConversionOf(ResourceDefinition served) =>
        Converted.TryGetValue(served.Codec.Type, out var found) ? found.Conversion : null;
}
