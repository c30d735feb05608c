namespace Kubesharp.Api.Networking;

/// <summary>A port of a Service. Exactly one of name and number is set.</summary>
[Definition("io.k8s.api.networking.v1.ServiceBackendPort", Atomic = true)]
public sealed partial record ServiceBackendPort
{
    /// <summary>The value with nothing set.</summary>
    public static ServiceBackendPort Empty { get; } = new();

    /// <summary>The port's name.</summary>
    [Field(1, "name")] public string Name { get; init; } = "";
    /// <summary>The port's number.</summary>
    [Field(2, "number")] public int Number { get; init; }
}
