using Kubesharp.Api.Core;

namespace Kubesharp.Api.Discovery;

/// <summary>An endpoint.</summary>
[Definition("io.k8s.api.discovery.v1.Endpoint")]
public sealed partial record Endpoint
{
    /// <summary>The value with nothing set.</summary>
    public static Endpoint Empty { get; } = new();

    /// <summary>Addresses. No value occurs twice.</summary>
    [Field(1, "addresses", Always = true), Required, SetList]
    public IReadOnlyList<string> Addresses { get; init; } = [];
    /// <summary>What has been observed, one entry for each type of condition.</summary>
    [Field(2, "conditions")] public EndpointConditions Conditions { get; init; } = EndpointConditions.Empty;
    /// <summary>Hostname.</summary>
    [Field(3, "hostname")] public string? Hostname { get; init; }
    /// <summary>Target ref.</summary>
    [Field(4, "targetRef")] public ObjectReference? TargetRef { get; init; }
    /// <summary>Deprecated topology.</summary>
    [Field(5, "deprecatedTopology")]
    public IReadOnlyDictionary<string, string> DeprecatedTopology { get; init; } = Maps.None<string>();
    /// <summary>Node name.</summary>
    [Field(6, "nodeName")] public string? NodeName { get; init; }
    /// <summary>Zone.</summary>
    [Field(7, "zone")] public string? Zone { get; init; }
    /// <summary>Hints.</summary>
    [Field(8, "hints")] public EndpointHints? Hints { get; init; }
}
