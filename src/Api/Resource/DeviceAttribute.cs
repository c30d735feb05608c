namespace Kubesharp.Api.Resource;

/// <summary>A device attribute.</summary>
[Definition("io.k8s.api.resource.v1.DeviceAttribute")]
public sealed partial record DeviceAttribute
{
    /// <summary>The value with nothing set.</summary>
    public static DeviceAttribute Empty { get; } = new();

    /// <summary>Int.</summary>
    [Field(2, "int")] public long? Int { get; init; }
    /// <summary>Bool.</summary>
    [Field(3, "bool")] public bool? Bool { get; init; }
    /// <summary>String.</summary>
    [Field(4, "string")] public string? String { get; init; }
    /// <summary>Version.</summary>
    [Field(5, "version")] public string? Version { get; init; }
    /// <summary>Ints.</summary>
    [Field(6, "ints"), Atomic] public IReadOnlyList<long> Ints { get; init; } = [];
    /// <summary>Bools.</summary>
    [Field(7, "bools"), Atomic] public IReadOnlyList<bool> Bools { get; init; } = [];
    /// <summary>Strings.</summary>
    [Field(8, "strings"), Atomic] public IReadOnlyList<string> Strings { get; init; } = [];
    /// <summary>Versions.</summary>
    [Field(9, "versions"), Atomic] public IReadOnlyList<string> Versions { get; init; } = [];
}
