"use client";

import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { IconButton } from "@/app/_ui/button";
import { Input, type InputProps } from "@/app/_ui/input";

/** A password that can be looked at while typing; password managers see an ordinary field. */
export function PasswordInput(props: Omit<InputProps, "type" | "className">) {
  const [isShown, setIsShown] = useState(false);
  return (
    <span className="relative flex items-center">
      <Input {...props} type={isShown ? "text" : "password"} className="h-9 pr-9" />
      <span className="absolute right-1.5">
        <IconButton
          label={isShown ? "Hide password" : "Show password"}
          size="icon-sm"
          onClick={() => setIsShown(!isShown)}
        >
          {isShown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
        </IconButton>
      </span>
    </span>
  );
}
