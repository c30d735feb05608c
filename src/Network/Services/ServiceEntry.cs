using System.Collections.Immutable;
using Kubesharp.Api.Core;
using Kubesharp.Api.Discovery;

namespace Kubesharp.Network.Services;

/// <summary>
/// A Service and its EndpointSlices by name. Slices may come before their Service and outlive it: then it is null.
/// </summary>
public sealed record ServiceEntry(Service? Service, ImmutableSortedDictionary<string, EndpointSlice> Slices)
{
    public static ServiceEntry Empty { get; } =
        new(null, ImmutableSortedDictionary.Create<string, EndpointSlice>(StringComparer.Ordinal));

    internal bool IsEmpty => Service is null && Slices.IsEmpty;
}
