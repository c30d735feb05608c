namespace Kubesharp.Api.Core;

/// <summary>A SE linux options.</summary>
[Definition("io.k8s.api.core.v1.SELinuxOptions")]
public sealed partial record SELinuxOptions
{
    /// <summary>The value with nothing set.</summary>
    public static SELinuxOptions Empty { get; } = new();

    /// <summary>User.</summary>
    [Field(1, "user")] public string User { get; init; } = "";
    /// <summary>Role.</summary>
    [Field(2, "role")] public string Role { get; init; } = "";
    /// <summary>Type.</summary>
    [Field(3, "type")] public string Type { get; init; } = "";
    /// <summary>Level.</summary>
    [Field(4, "level")] public string Level { get; init; } = "";
}
