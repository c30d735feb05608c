using Kubesharp.Api.Core;

namespace Kubesharp.Api.Discovery;

/// <summary>One or more addresses that are equal: a Pod behind a Service.</summary>
[Definition("io.k8s.api.discovery.v1.Endpoint")]
public sealed partial record Endpoint
{
    /// <summary>The value with nothing set.</summary>
    public static Endpoint Empty { get; } = new();

    /// <summary>The addresses, of the slice's addressType. From 1 to 100; clients may take the first only.</summary>
    [Field(1, "addresses", Always = true), Required, SetList]
    public IReadOnlyList<string> Addresses { get; init; } = [];
    /// <summary>Whether it can be used.</summary>
    [Field(2, "conditions")] public EndpointConditions Conditions { get; init; } = EndpointConditions.Empty;
    /// <summary>The host name, so that DNS knows HOSTNAME.SERVICE. A DNS label.</summary>
    [Field(3, "hostname")] public string? Hostname { get; init; }
    /// <summary>The Pod.</summary>
    [Field(4, "targetRef")] public ObjectReference? TargetRef { get; init; }
    /// <summary>Labels of the node, from v1beta1; no longer written.</summary>
    [Field(5, "deprecatedTopology")]
    public IReadOnlyDictionary<string, string> DeprecatedTopology { get; init; } = Maps.None<string>();
    /// <summary>The node it is on.</summary>
    [Field(6, "nodeName")] public string? NodeName { get; init; }
    /// <summary>The zone it is in.</summary>
    [Field(7, "zone")] public string? Zone { get; init; }
    /// <summary>Who should use it.</summary>
    [Field(8, "hints")] public EndpointHints? Hints { get; init; }
}
