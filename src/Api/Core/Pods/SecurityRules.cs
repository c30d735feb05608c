using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What security settings of Pods and containers must satisfy. Admission says what is allowed.</summary>
internal static class SecurityRules
{
    private const string IdRange = "must be between 0 and 2147483647, inclusive";
    private const int AppArmorNameMax = 4095; // PATH_MAX - 1

    /// <summary>The context of the Pod as a whole; some of its rules look at the rest of the spec.</summary>
    public static void ValidatePod(PodSpec spec, FieldPath path, FieldErrors errors)
    {
        if (spec.SecurityContext is not { } context)
            return;
        CheckId(context.FsGroup, path, "fsGroup", errors);
        CheckId(context.RunAsUser, path, "runAsUser", errors);
        CheckId(context.RunAsGroup, path, "runAsGroup", errors);
        for (int i = 0; i < context.SupplementalGroups.Count; i++)
        {
            if (context.SupplementalGroups[i] is < 0 or > int.MaxValue)
            {
                errors.Invalid(path.Child("supplementalGroups").Index(i), context.SupplementalGroups[i], IdRange);
            }
        }
        if (spec.ShareProcessNamespace == true && spec.HostPID)
        {
            errors.Invalid(path.Child("shareProcessNamespace"), true,
                "ShareProcessNamespace and HostPID cannot both be enabled");
        }
        if (context.Sysctls.Count > 0)
            SysctlRules.Validate(context.Sysctls, spec, path.Child("sysctls"), errors);
        if (context.FsGroupChangePolicy is not (null or "OnRootMismatch" or "Always"))
        {
            errors.NotSupported(path.Child("fsGroupChangePolicy"), context.FsGroupChangePolicy,
                "Always", "OnRootMismatch");
        }
        ValidateSeccomp(context.SeccompProfile, path.Child("seccompProfile"), errors);
        if (context.WindowsOptions is { } windows)
            WindowsRules.Validate(windows, path.Child("windowsOptions"), errors);
        ValidateAppArmor(context.AppArmorProfile, path.Child("appArmorProfile"), errors);
        if (context.SupplementalGroupsPolicy is not (null or "Merge" or "Strict"))
        {
            errors.NotSupported(path.Child("supplementalGroupsPolicy"), context.SupplementalGroupsPolicy,
                "Merge", "Strict");
        }
        if (context.SeLinuxChangePolicy is not (null or "MountOption" or "Recursive"))
        {
            errors.NotSupported(path.Child("seLinuxChangePolicy"), context.SeLinuxChangePolicy,
                "MountOption", "Recursive");
        }
    }

    public static void Validate(SecurityContext context, bool hostUsers, FieldPath path, FieldErrors errors)
    {
        CheckId(context.RunAsUser, path, "runAsUser", errors);
        CheckId(context.RunAsGroup, path, "runAsGroup", errors);
        if (context.ProcMount is { } mount)
        {
            if (mount is not ("Default" or "Unmasked"))
                errors.NotSupported(path.Child("procMount"), mount, "Default", "Unmasked");
            if (hostUsers && mount == "Unmasked")
            {
                errors.Invalid(path.Child("procMount"), mount,
                    "`hostUsers` must be false to use `Unmasked`");
            }
        }
        ValidateSeccomp(context.SeccompProfile, path.Child("seccompProfile"), errors);
        if (context.AllowPrivilegeEscalation == false)
        {
            if (context.Privileged == true)
            {
                errors.InvalidShown(path, ApiJson.ToText(context),
                    "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
            }
            if (context.Capabilities is { } capabilities && capabilities.Add.Contains("CAP_SYS_ADMIN"))
            {
                errors.InvalidShown(path, ApiJson.ToText(context),
                    "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN");
            }
        }
        if (context.WindowsOptions is { } windows)
            WindowsRules.Validate(windows, path.Child("windowsOptions"), errors);
        ValidateAppArmor(context.AppArmorProfile, path.Child("appArmorProfile"), errors);
    }

    private static void ValidateSeccomp(SeccompProfile? profile, FieldPath path, FieldErrors errors)
    {
        if (profile is null)
            return;
        if (profile.Type.Length == 0)
            errors.Required(path.Child("type"), "type is required when seccompProfile is set");
        else if (profile.Type is not ("Localhost" or "RuntimeDefault" or "Unconfined"))
            errors.NotSupported(path.Child("type"), profile.Type, "Localhost", "RuntimeDefault", "Unconfined");
        FieldPath file = path.Child("localhostProfile");
        if (profile.Type != "Localhost")
        {
            if (profile.LocalhostProfile is not null)
            {
                errors.InvalidShown(file, ApiJson.ToText(profile),
                    "can only be set when seccomp type is Localhost");
            }
        }
        else if (profile.LocalhostProfile is { } name)
        {
            NameChecks.RelativePath(name, file, errors);
        }
        else
        {
            errors.Required(file, "must be set when seccomp type is Localhost");
        }
    }

    private static void ValidateAppArmor(AppArmorProfile? profile, FieldPath path, FieldErrors errors)
    {
        if (profile is null)
            return;
        FieldPath at = path.Child("localhostProfile");
        switch (profile.Type)
        {
            case "Localhost":
                string name = profile.LocalhostProfile?.Trim() ?? "";
                if (profile.LocalhostProfile is { } given && name != given)
                    errors.Invalid(at, given, "must not be padded with whitespace");
                else if (name.Length == 0)
                    errors.Required(at, "must be set when AppArmor type is Localhost");
                if (profile.LocalhostProfile?.Length > AppArmorNameMax)
                    errors.TooLong(at, AppArmorNameMax);
                break;
            case "RuntimeDefault" or "Unconfined":
                if (profile.LocalhostProfile is { } unused)
                    errors.Invalid(at, unused, "can only be set when AppArmor type is Localhost");
                break;
            case "":
                errors.Required(path.Child("type"), "type is required when appArmorProfile is set");
                break;
            default:
                errors.NotSupported(path.Child("type"), profile.Type, "Localhost", "RuntimeDefault", "Unconfined");
                break;
        }
    }

    private static void CheckId(long? id, FieldPath path, string field, FieldErrors errors)
    {
        if (id is < 0 or > int.MaxValue)
            errors.Invalid(path.Child(field), id.Value, IdRange);
    }
}
