namespace Kubesharp.Api.Resource.V1Beta1;

/// <summary>Something that is known of a device. Exactly one field is set.</summary>
[Definition("io.k8s.api.resource.v1beta1.DeviceAttribute")]
public sealed partial record DeviceAttribute
{
    /// <summary>The value with nothing set.</summary>
    public static DeviceAttribute Empty { get; } = new();

    /// <summary>A whole number.</summary>
    [Field(2, "int")] public long? Int { get; init; }
    /// <summary>Yes or no.</summary>
    [Field(3, "bool")] public bool? Bool { get; init; }
    /// <summary>A text of at most 64 characters.</summary>
    [Field(4, "string")] public string? String { get; init; }
    /// <summary>A version, as semver.org defines it; at most 64 characters.</summary>
    [Field(5, "version")] public string? Version { get; init; }
    /// <summary>Several whole numbers.</summary>
    [Field(6, "ints"), Atomic] public IReadOnlyList<long> Ints { get; init; } = [];
    /// <summary>Several times yes or no.</summary>
    [Field(7, "bools"), Atomic] public IReadOnlyList<bool> Bools { get; init; } = [];
    /// <summary>Several texts of at most 64 characters.</summary>
    [Field(8, "strings"), Atomic] public IReadOnlyList<string> Strings { get; init; } = [];
    /// <summary>Several versions.</summary>
    [Field(9, "versions"), Atomic] public IReadOnlyList<string> Versions { get; init; } = [];
}
