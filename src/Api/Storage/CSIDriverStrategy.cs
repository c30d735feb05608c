using Kubesharp.Api.Core;
using Kubesharp.Api.Printing;
using Kubesharp.Api.Trees;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Storage;

/// <summary>CSIDrivers.</summary>
internal sealed class CSIDriverStrategy : Strategy<CSIDriver>
{
    // The shortest life that a token may have, and the longest.
    private const int TokenSecondsMin = 600;
    private const long TokenSecondsMax = 1L << 32;
    private const int UpdateSecondsMin = 10;

    public override bool AllowUnconditionalUpdate => false;
    protected override bool Namespaced => false;
    protected override bool CountsGenerations => true;

    // Only these of the fields that may change count.
    protected override bool HasSameSpec(CSIDriver left, CSIDriver right) =>
        left.Spec.TokenRequests.SequenceEqual(right.Spec.TokenRequests)
        && left.Spec.RequiresRepublish == right.Spec.RequiresRepublish
        && left.Spec.SeLinuxMount == right.Spec.SeLinuxMount
        && left.Spec.NodeAllocatableUpdatePeriodSeconds == right.Spec.NodeAllocatableUpdatePeriodSeconds
        && left.Spec.ServiceAccountTokenInSecrets == right.Spec.ServiceAccountTokenInSecrets
        && left.Spec.StorageCapacity == right.Spec.StorageCapacity;

    protected override CSIDriver Default(CSIDriver value)
    {
        CSIDriverSpec spec = value.Spec;
        return value with
        {
            Spec = spec with
            {
                AttachRequired = spec.AttachRequired ?? true,
                PodInfoOnMount = spec.PodInfoOnMount ?? false,
                StorageCapacity = spec.StorageCapacity ?? false,
                VolumeLifecycleModes = spec.VolumeLifecycleModes.Count > 0
                    ? spec.VolumeLifecycleModes : ["Persistent"],
                FsGroupPolicy = spec.FsGroupPolicy ?? "ReadWriteOnceWithFSType",
                RequiresRepublish = spec.RequiresRepublish ?? false,
                SeLinuxMount = spec.SeLinuxMount ?? false,
            },
        };
    }

    protected override void Validate(CSIDriver value, FieldErrors errors)
    {
        PersistentVolumeRules.ValidateDriver(value.Metadata.Name, FieldPath.Of("name"), errors);
        CSIDriverSpec spec = value.Spec;
        FieldPath path = FieldPath.Spec;
        Required(spec.AttachRequired, "attachedRequired");
        Required(spec.PodInfoOnMount, "podInfoOnMount");
        Required(spec.StorageCapacity, "storageCapacity");
        if (spec.FsGroupPolicy is null)
            errors.Required(path.Child("fsGroupPolicy"));
        else if (spec.FsGroupPolicy is not ("ReadWriteOnceWithFSType" or "File" or "None"))
        {
            errors.NotSupported(path.Child("fsGroupPolicy"), spec.FsGroupPolicy,
                "ReadWriteOnceWithFSType", "File", "None");
        }
        ValidateTokens(spec.TokenRequests, path.Child("tokenRequests"), errors);
        foreach (string mode in spec.VolumeLifecycleModes)
        {
            if (mode is not ("Persistent" or "Ephemeral"))
                errors.NotSupported(path.Child("volumeLifecycleModes"), mode, "Persistent", "Ephemeral");
        }
        Required(spec.SeLinuxMount, "seLinuxMount");
        if (spec.NodeAllocatableUpdatePeriodSeconds is < UpdateSecondsMin)
        {
            errors.Invalid(path.Child("nodeAllocatableUpdatePeriodSeconds"),
                spec.NodeAllocatableUpdatePeriodSeconds.Value, "must be greater than or equal to 10 seconds");
        }
        if (spec.ServiceAccountTokenInSecrets is not null && spec.TokenRequests.Count == 0)
        {
            errors.Invalid(path.Child("serviceAccountTokenInSecrets"), spec.ServiceAccountTokenInSecrets.Value,
                "should only be specified when tokenRequests is specified");
        }

        void Required(bool? given, string field)
        {
            if (given is null)
                errors.Required(path.Child(field));
        }
    }

    protected override void ValidateUpdate(CSIDriver value, CSIDriver old, FieldErrors errors)
    {
        if (value.Spec.AttachRequired != old.Spec.AttachRequired)
            Fixed(value.Spec.AttachRequired, "attachedRequired");
        if (!value.Spec.VolumeLifecycleModes.SequenceEqual(old.Spec.VolumeLifecycleModes))
        {
            errors.InvalidShown(FieldPath.Spec.Child("volumeLifecycleModes"),
                ServiceRules.Show(value.Spec.VolumeLifecycleModes), ValueRules.Immutable);
        }

        void Fixed(bool? given, string field) => errors.InvalidShown(FieldPath.Spec.Child(field),
            given is { } known ? (known ? "true" : "false") : "null", ValueRules.Immutable);
    }

    private static void ValidateTokens(IReadOnlyList<TokenRequest> tokens, FieldPath path, FieldErrors errors)
    {
        var audiences = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < tokens.Count; i++)
        {
            FieldPath at = path.Index(i);
            if (!audiences.Add(tokens[i].Audience))
                errors.Duplicate(at.Child("audience"), tokens[i].Audience);
            if (tokens[i].ExpirationSeconds is not { } seconds)
                continue;
            if (seconds < TokenSecondsMin)
            {
                errors.Invalid(
                    at.Child("expirationSeconds"), seconds, "may not specify a duration less than 10 minutes");
            }
            if (seconds > TokenSecondsMax)
            {
                errors.Invalid(
                    at.Child("expirationSeconds"), seconds, "may not specify a duration larger than 2^32 seconds");
            }
        }
    }

    private static Tree Flag(bool? value, bool otherwise) => value ?? otherwise;

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<CSIDriver>(),
        new Column<CSIDriver>("AttachRequired", "boolean",
            static (value, _) => Flag(value.Spec.AttachRequired, true))
        {
            Description = "Whether volumes are attached before they are mounted.",
        },
        new Column<CSIDriver>("PodInfoOnMount", "boolean",
            static (value, _) => Flag(value.Spec.PodInfoOnMount, false))
        {
            Description = "Whether the driver is told about the Pod.",
        },
        new Column<CSIDriver>("StorageCapacity", "boolean",
            static (value, _) => Flag(value.Spec.StorageCapacity, false))
        {
            Description = "Whether the scheduler looks at the driver's capacities.",
        },
        Printing.Columns.Text<CSIDriver>("TokenRequests", "The audiences of the tokens that the driver gets.",
            static value => value.Spec.TokenRequests.Count == 0
                ? CellText.Unset
                : string.Join(',', value.Spec.TokenRequests.Select(static token => token.Audience))),
        new Column<CSIDriver>("RequiresRepublish", "boolean",
            static (value, _) => Flag(value.Spec.RequiresRepublish, false))
        {
            Description = "Whether mounted volumes are published again from time to time.",
        },
        Printing.Columns.Text<CSIDriver>("Modes", "The kinds of volumes.",
            static value => value.Spec.VolumeLifecycleModes.Count == 0
                ? CellText.None : string.Join(',', value.Spec.VolumeLifecycleModes)),
        Printing.Columns.Age<CSIDriver>(),
    ];
}
