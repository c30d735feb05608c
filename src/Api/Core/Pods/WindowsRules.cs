using System.Text.RegularExpressions;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What Pods for Windows must satisfy, and what those for Linux must not say.</summary>
internal static partial class WindowsRules
{
    private const int CredentialSpecKib = 64;
    private const int DomainMax = 256;
    private const int UserMax = 104;
    private const string NotForWindows = "cannot be set for a windows pod";

    public static void Validate(WindowsSecurityContextOptions options, FieldPath path, FieldErrors errors)
    {
        if (options.GmsaCredentialSpecName is { } name)
            NameChecks.Subdomain(name, path.Child("gmsaCredentialSpecName"), errors);
        if (options.GmsaCredentialSpec is { } spec)
        {
            FieldPath at = path.Child("gmsaCredentialSpec");
            if (spec.Length == 0)
                errors.Invalid(at, spec, "gmsaCredentialSpec cannot be an empty string");
            else if (spec.Length > CredentialSpecKib * 1024)
                errors.Invalid(at, spec, "gmsaCredentialSpec size must be under 64 KiB");
        }
        if (options.RunAsUserName is { } user)
            ValidateUser(user, path.Child("runAsUserName"), errors);
    }

    /// <summary>A container that runs in the node itself: all of the Pod do, or none.</summary>
    public static void ValidateHostProcess(PodSpec spec, FieldPath path, FieldErrors errors)
    {
        if (!UsesWindowsOptions(spec))
            return;
        bool? ofPod = spec.SecurityContext?.WindowsOptions?.HostProcess;
        int containers = 0, hostProcesses = 0;
        foreach ((Container container, FieldPath at) in PodContainers.Visit(spec, path))
        {
            containers++;
            bool? own = container.SecurityContext?.WindowsOptions?.HostProcess;
            if (ofPod is { } wanted && own is { } given && wanted != given)
            {
                errors.Invalid(at.Child("securityContext", "windowsOptions").Child("hostProcess"), given,
                    "pod hostProcess value must be identical if both are specified, was "
                    + (wanted ? "true" : "false"));
            }
            hostProcesses += (own ?? ofPod) == true ? 1 : 0;
        }
        if (hostProcesses == 0)
            return;
        if (hostProcesses != containers)
        {
            errors.Invalid(path, "",
                "If pod contains any hostProcess containers then all containers must be HostProcess containers");
        }
        if (!spec.HostNetwork)
        {
            errors.Invalid(path.Child("hostNetwork"), false,
                "hostNetwork must be true if pod contains any hostProcess containers");
        }
    }

    public static void ValidateOs(PodSpec spec, FieldPath path, FieldErrors errors)
    {
        switch (spec.Os?.Name)
        {
            case null:
                break;
            case "":
                errors.Required(path.Child("os", "name"));
                break;
            case "linux":
                ValidateLinux(spec, path, errors);
                break;
            case "windows":
                ForbidForPod(spec, path, errors);
                foreach ((Container container, FieldPath at) in PodContainers.Visit(spec, path))
                    ForbidForContainer(container.SecurityContext, at.Child("securityContext"), errors);
                break;
            default:
                errors.NotSupported(path.Child("os"), spec.Os.Name, "linux", "windows");
                break;
        }
    }

    private static void ValidateLinux(PodSpec spec, FieldPath path, FieldErrors errors)
    {
        const string NotForLinux = "windows options cannot be set for a linux pod";
        if (spec.SecurityContext?.WindowsOptions is not null)
            errors.Forbidden(path.Child("securityContext", "windowsOptions"), NotForLinux);
        foreach ((Container container, FieldPath at) in PodContainers.Visit(spec, path))
        {
            if (container.SecurityContext?.WindowsOptions is not null)
                errors.Forbidden(at.Child("securityContext", "windowsOptions"), NotForLinux);
        }
    }

    private static void ForbidForPod(PodSpec spec, FieldPath path, FieldErrors errors)
    {
        PodSecurityContext context = spec.SecurityContext ?? PodSecurityContext.Empty;
        FieldPath security = path.Child("securityContext");
        Forbid(context.AppArmorProfile is not null, security, "appArmorProfile", errors);
        Forbid(context.SeLinuxOptions is not null, security, "seLinuxOptions", errors);
        Forbid(spec.HostUsers is not null, path, "hostUsers", errors);
        Forbid(spec.HostPID, path, "hostPID", errors);
        Forbid(spec.HostIPC, path, "hostIPC", errors);
        Forbid(context.SeccompProfile is not null, security, "seccompProfile", errors);
        Forbid(context.FsGroup is not null, security, "fsGroup", errors);
        Forbid(context.FsGroupChangePolicy is not null, security, "fsGroupChangePolicy", errors);
        Forbid(context.Sysctls.Count > 0, security, "sysctls", errors);
        Forbid(spec.ShareProcessNamespace is not null, path, "shareProcessNamespace", errors);
        Forbid(context.RunAsUser is not null, security, "runAsUser", errors);
        Forbid(context.RunAsGroup is not null, security, "runAsGroup", errors);
        Forbid(context.SupplementalGroups.Count > 0, security, "supplementalGroups", errors);
        Forbid(context.SupplementalGroupsPolicy is not null, security, "supplementalGroupsPolicy", errors);
        Forbid(context.SeLinuxChangePolicy is not null, security, "seLinuxChangePolicy", errors);
    }

    private static void ForbidForContainer(SecurityContext? context, FieldPath path, FieldErrors errors)
    {
        if (context is null)
            return;
        Forbid(context.AppArmorProfile is not null, path, "appArmorProfile", errors);
        Forbid(context.SeLinuxOptions is not null, path, "seLinuxOptions", errors);
        Forbid(context.SeccompProfile is not null, path, "seccompProfile", errors);
        Forbid(context.Capabilities is not null, path, "capabilities", errors);
        Forbid(context.ReadOnlyRootFilesystem is not null, path, "readOnlyRootFilesystem", errors);
        Forbid(context.Privileged is not null, path, "privileged", errors);
        Forbid(context.AllowPrivilegeEscalation is not null, path, "allowPrivilegeEscalation", errors);
        Forbid(context.ProcMount is not null, path, "procMount", errors);
        Forbid(context.RunAsUser is not null, path, "runAsUser", errors);
        Forbid(context.RunAsGroup is not null, path, "runAsGroup", errors);
    }

    private static void Forbid(bool set, FieldPath path, string field, FieldErrors errors)
    {
        if (set)
            errors.Forbidden(path.Child(field), NotForWindows);
    }

    private static bool UsesWindowsOptions(PodSpec spec) =>
        spec.SecurityContext?.WindowsOptions is not null
        || spec.Containers.Any(static one => one.SecurityContext?.WindowsOptions is not null)
        || spec.InitContainers.Any(static one => one.SecurityContext?.WindowsOptions is not null)
        || spec.EphemeralContainers.Any(static one => one.SecurityContext?.WindowsOptions is not null);

    // DOMAIN\user, where the domain may be left out.
    private static void ValidateUser(string name, FieldPath path, FieldErrors errors)
    {
        string[] parts = name.Split('\\');
        if (name.Length == 0)
        {
            errors.Invalid(path, name, "runAsUserName cannot be an empty string");
            return;
        }
        if (name.Any(static current => current is < ' ' or '\u007f'))
        {
            errors.Invalid(path, name, "runAsUserName cannot contain control characters");
            return;
        }
        if (parts.Length > 2)
        {
            errors.Invalid(path, name, "runAsUserName cannot contain more than one backslash");
            return;
        }
        string user = parts[^1];
        if (parts.Length == 2)
        {
            if (parts[0].Length >= DomainMax)
                errors.Invalid(path, name, "runAsUserName's Domain length must be under 256 characters");
            if (!NetBios().IsMatch(parts[0]) && !Dns().IsMatch(parts[0]))
            {
                errors.Invalid(path, name,
                    "runAsUserName's Domain doesn't match the NetBios nor the DNS format");
            }
        }
        if (user.Length == 0)
            errors.Invalid(path, name, "runAsUserName's User cannot be empty");
        else if (user.Length > UserMax)
            errors.Invalid(path, name, "runAsUserName's User length must not be longer than 104 characters");
        if (user.Length > 0 && user.All(static current => current is '.' or ' '))
            errors.Invalid(path, name, "runAsUserName's User cannot contain only periods or spaces");
        if (user.AsSpan().IndexOfAny("\"/\\:;|=,+*?<>@[]") >= 0)
        {
            errors.Invalid(path, name,
                "runAsUserName's User cannot contain the following characters: \"/\\:;|=,+*?<>@[]");
        }
    }

    [GeneratedRegex("""^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$""", RegexOptions.NonBacktracking)]
    private static partial Regex NetBios();

    [GeneratedRegex(
        @"^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$",
        RegexOptions.NonBacktracking)]
    private static partial Regex Dns();
}
