using System.Globalization;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What probes, lifecycle hooks and the signal to stop must satisfy.</summary>
internal static class ProbeRules
{
    private const string OneHandler = "may not specify more than 1 handler type";
    private const string HeaderText =
        "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for "
        + "validation is '[-A-Za-z0-9]+')";

    private static readonly string[] LinuxSignals = [.. SignalNames.OfLinux.Order(StringComparer.Ordinal)];

    public static void Validate(Container container, long? grace, FieldPath path, FieldErrors errors)
    {
        if (container.LivenessProbe is { } liveness)
        {
            ValidateProbe(liveness, grace, path.Child("livenessProbe"), errors);
            if (liveness.SuccessThreshold != 1)
                errors.Invalid(path.Child("livenessProbe", "successThreshold"), liveness.SuccessThreshold, "must be 1");
        }
        if (container.ReadinessProbe is { } readiness)
        {
            ValidateProbe(readiness, grace, path.Child("readinessProbe"), errors);
            if (readiness.TerminationGracePeriodSeconds is { } seconds)
            {
                errors.Invalid(path.Child("readinessProbe", "terminationGracePeriodSeconds"), seconds,
                    "must not be set for readinessProbes");
            }
        }
        if (container.StartupProbe is { } startup)
        {
            ValidateProbe(startup, grace, path.Child("startupProbe"), errors);
            if (startup.SuccessThreshold != 1)
                errors.Invalid(path.Child("startupProbe", "successThreshold"), startup.SuccessThreshold, "must be 1");
        }
    }

    public static void ValidateLifecycle(Lifecycle lifecycle, PodSpec spec, FieldPath path, FieldErrors errors)
    {
        if (lifecycle.PostStart is { } started)
            ValidateHook(started, spec.TerminationGracePeriodSeconds, path.Child("postStart"), errors);
        if (lifecycle.PreStop is { } stopping)
            ValidateHook(stopping, spec.TerminationGracePeriodSeconds, path.Child("preStop"), errors);
        if (lifecycle.StopSignal is not { } signal)
            return;
        FieldPath at = path.Child("stopSignal");
        switch (spec.Os?.Name)
        {
            case null:
                errors.Forbidden(at, "may not be set for containers with empty `spec.os.name`");
                break;
            case "windows" when signal is not ("SIGKILL" or "SIGTERM"):
                errors.NotSupported(at, signal, "SIGKILL", "SIGTERM");
                break;
            case "linux" when !LinuxSignals.Contains(signal):
                errors.NotSupported(at, signal, LinuxSignals);
                break;
        }
    }

    private static void ValidateProbe(Probe probe, long? grace, FieldPath path, FieldErrors errors)
    {
        ValidateHandler(new(probe.Exec, probe.HttpGet, probe.TcpSocket, probe.Grpc, null), grace, path, errors);
        WorkloadRules.NotNegative(probe.InitialDelaySeconds, path, "initialDelaySeconds", errors);
        WorkloadRules.NotNegative(probe.TimeoutSeconds, path, "timeoutSeconds", errors);
        WorkloadRules.NotNegative(probe.PeriodSeconds, path, "periodSeconds", errors);
        WorkloadRules.NotNegative(probe.SuccessThreshold, path, "successThreshold", errors);
        WorkloadRules.NotNegative(probe.FailureThreshold, path, "failureThreshold", errors);
        if (probe.TerminationGracePeriodSeconds <= 0)
        {
            errors.Invalid(path.Child("terminationGracePeriodSeconds"), probe.TerminationGracePeriodSeconds.Value,
                "must be greater than 0");
        }
    }

    private static void ValidateHook(LifecycleHandler hook, long? grace, FieldPath path, FieldErrors errors) =>
        ValidateHandler(new(hook.Exec, hook.HttpGet, hook.TcpSocket, null, hook.Sleep), grace, path, errors);

    // The first handler is looked at; each further one is one too many.
    private static void ValidateHandler(Handler handler, long? grace, FieldPath path, FieldErrors errors)
    {
        bool found = false;
        if (handler.Exec is { } exec && IsFirst(ref found, path, "exec", errors))
        {
            if (exec.Command.Count == 0)
                errors.Required(path.Child("exec", "command"));
        }
        if (handler.HttpGet is { } httpGet && IsFirst(ref found, path, "httpGet", errors))
            ValidateHttpGet(httpGet, path.Child("httpGet"), errors);
        if (handler.TcpSocket is { } socket && IsFirst(ref found, path, "tcpSocket", errors))
            PortRules.CheckPort(socket.Port, path.Child("tcpSocket", "port"), errors);
        if (handler.Grpc is { } grpc && IsFirst(ref found, path, "grpc", errors))
            PortRules.CheckPort(grpc.Port, path.Child("grpc", "port"), errors);
        if (handler.Sleep is { } sleep && IsFirst(ref found, path, "sleep", errors)
            && grace is { } seconds && (sleep.Seconds < 0 || sleep.Seconds > seconds))
        {
            errors.Invalid(path.Child("sleep"), sleep.Seconds, string.Create(CultureInfo.InvariantCulture,
                $"must be non-negative and less than terminationGracePeriodSeconds ({seconds})"));
        }
        if (!found)
            errors.Required(path, "must specify a handler type");
    }

    private static bool IsFirst(ref bool found, FieldPath path, string field, FieldErrors errors)
    {
        if (found)
        {
            errors.Forbidden(path.Child(field), OneHandler);
            return false;
        }
        found = true;
        return true;
    }

    private static void ValidateHttpGet(HTTPGetAction action, FieldPath path, FieldErrors errors)
    {
        if (action.Path.Length == 0)
            errors.Required(path.Child("path"));
        PortRules.CheckPort(action.Port, path.Child("port"), errors);
        if (action.Scheme is not ("HTTP" or "HTTPS"))
            errors.NotSupported(path.Child("scheme"), action.Scheme, "HTTP", "HTTPS");
        foreach (HTTPHeader header in action.HttpHeaders)
        {
            if (!IsHeaderName(header.Name))
                errors.Invalid(path.Child("httpHeaders"), header.Name, HeaderText);
        }
    }

    private static bool IsHeaderName(string name)
    {
        foreach (char current in name)
        {
            if (!char.IsAsciiLetterOrDigit(current) && current != '-')
                return false;
        }
        return name.Length > 0;
    }

    private readonly record struct Handler(
        ExecAction? Exec, HTTPGetAction? HttpGet, TCPSocketAction? TcpSocket, GRPCAction? Grpc, SleepAction? Sleep);
}
